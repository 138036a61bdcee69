// The texts of suggestions.
import { addTexts } from "../add-texts.ts";

export const labels = {
  suggestion_action: {
    decide: "决定是否采纳",
    thank: "致谢",
    publish: "公布",
    withdraw: "撤回公布",
  },
} as const;

export const texts = {
  labels,
  suggestions: {
    panel: "建议的处理",
    undecided: "尚未决定是否采纳",
    adopted: "已采纳",
    not_adopted: "未采纳",
    thanked: "已致谢",
    published: "已公布",
    verdict: "是否采纳",
    reason: "理由",
    reason_hint: "仅内部可见",
    text: "致谢的话",
    text_hint: "建议人会看到",
    words: "公布的文字",
    words_hint: "住户都会看到，不要写姓名、电话、房号",
    title: "公布的建议",
    hint: "住户看到的就是这里的文字；在建议事项页公布或撤回。",
    empty: "还没有公布的建议",
    empty_text: "建议有了结论后，可在事项页公布。",
  },
} as const;

addTexts(texts);
