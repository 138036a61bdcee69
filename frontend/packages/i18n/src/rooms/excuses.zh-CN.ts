// The texts of what is decided about a promise that cannot be kept.
import { addTexts } from "../add-texts.ts";

export const texts = {
  excuses: {
    "done_request-excuse": "已提交申请",
    done_excuse: "已准予免责",
    "done_refuse-excuse": "已回绝申请",
    done_waive: "已撤销",
    "text_request-excuse": "由负责人以外的人决定；承诺的期限不变。",
    text_excuse: "看板上记为“免责”：仍列入应履行，但不影响履约率。",
    "text_refuse-excuse": "承诺仍按原来的结果计。",
    text_waive: "承诺不再成立：停止计时，看板上完全不计这一项。",
  },
} as const;

addTexts(texts);
