// The texts of buck-passing.
import { addTexts } from "../add-texts.ts";

export const labels = {
  passing_level: {
    criticism: "批评",
    education: "教育",
    discipline: "处分",
    transfer: "调离岗位",
  },
} as const;

export const texts = {
  labels,
  passings: {
    title: "推诿认定",
    hint: "仅裁定人可见",
    find: "认定推诿",
    found: "已认定",
    staff: "责任人",
    level: "处理",
    reason: "情况",
    needed: "请填写",
    none: "没有推诿认定",
    withdraw: "撤销",
    withdraw_title: "撤销认定",
    withdrawn: "已撤销",
    why_withdrawn: "撤销原因",
    board: "推诿与拒接（按人）",
    board_none: "这段时间没有拒接，也没有推诿认定",
    refused: "拒接次数",
    count: "推诿认定",
    levels: "处理",
    cases: "事项",
  },
} as const;

addTexts(texts);
