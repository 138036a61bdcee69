// The texts of the board.
import { addTexts } from "../add-texts.ts";

export const labels = {
  group_by: {
    key: "承诺",
    community: "小区",
    zone: "片区",
    department: "部门",
    responsible: "责任人",
    month: "月份",
  },
} as const;

export const texts = {
  labels,
  board: {
    title: "履约看板",
    from: "从",
    to: "到",
    group_by: "分组",
    this_month: "本月",
    last_month: "上月",
    due: "应履行",
    kept: "按时",
    late: "逾期",
    missed: "未履行",
    overdue: "已超时",
    excused: "免责",
    by_late_record: "补录",
    rate: "履约率",
    interval: "{{low}} 至 {{high}}",
    target: "目标",
    result: "是否达标",
    met: "达标",
    broken: "未达标",
    no_target: "无目标",
    held: "自 {{date}}：{{target}}",
    met_partly: "期间目标有变，仅部分达到",
    no_rate: "无可计",
    nowhere: "未归属",
    empty: "这段时间没有到期的承诺",
    empty_text: "换一段时间看看。",
    legend:
      "履约率＝按时 ÷（应履行－免责）；其后是 95% 置信区间，细线为区间，竖线为目标。点每一行可看到所数的每一项承诺。",
  },
} as const;

addTexts(texts);
