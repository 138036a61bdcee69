// The texts of what is late.
import { addTexts } from "../add-texts.ts";

export const texts = {
  late: {
    title: "谁在超时",
    count: "{{count}} 项承诺",
    first: "超时最久的 {{count}} 项",
    all: "查看全部超时的承诺",
    things: "{{count}} 项",
    asked: "申请免责，等您决定",
    approvals: "等您批准的金额",
    approve: "批准",
    refuse: "拒绝",
    done_approve: "已批准",
    done_refuse: "已拒绝",
    in_books: "账务审批",
    call: "打电话",
    urged: "已催办 {{number}}",
    rulings: "等您裁决",
    rule: "查看并裁决 {{number}}",
    nobody: "现在没有人超时",
    nobody_text:
      "超过时限还没有完成的承诺会按责任人列在这里，可以直接催办、打电话、免责或打开事项。",
  },
} as const;

addTexts(texts);
