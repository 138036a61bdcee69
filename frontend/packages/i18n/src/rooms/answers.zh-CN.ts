// The texts of the prepared answers.
import { addTexts } from "../add-texts.ts";

export const texts = {
  answers: {
    title: "答案库",
    add: "新增答案",
    change: "修改",
    question: "问题",
    question_needed: "请填写问题",
    text: "答案",
    text_needed: "请填写答案",
    keywords: "关键词",
    keywords_hint: "别的问法，用空格隔开",
    confidential: "保密",
    confidential_long: "保密：只给有权限的同事看",
    review_on: "复核日期",
    review: "复核无误",
    due: "该复核了",
    retire: "停用",
    saved: "答案库已更新",
    search: "搜索",
    only_due: "该复核的",
    only_retired: "已停用的",
    empty: "没有答案",
    empty_text: "常被问到的，写在这里，登记咨询时会自动提示。",
    fitting: "可以这样答",
    take: "用此答案",
    take_key: "用最合适的答案",
  },
} as const;

addTexts(texts);
