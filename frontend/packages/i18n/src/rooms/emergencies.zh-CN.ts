// The texts of emergency plans.
import { addTexts } from "../add-texts.ts";

export const labels = {
  plan: {
    first_aid: "急救",
    fire: "火灾",
    storm: "台风暴雨",
    power_cut: "停电",
    water_cut: "停水",
    gas_leak: "燃气泄漏",
    crime: "治安案件",
    flood: "水浸",
    lift: "电梯困人",
  },
} as const;

export const texts = {
  labels,
  emergencies: {
    title: "应急",
    cordons: "未撤除的警戒",
    no_cordons: "没有警戒",
    no_cordons_text: "在事项页设置的警戒，撤除前都列在这里。",
    case: "事项",
    since: "设置",
    until: "撤除或复查",
    plans: "九项预案",
    last_drill: "上次演练 {{time}}",
    never_drilled: "尚未演练",
    drill_due: "应在 {{time}} 前演练",
    edit: "修订预案",
    edited: "已生成新版本",
    lines: "检查清单",
    lines_hint: "一行一项；正在执行的预案不受影响",
    reason: "修订原因",
    drills: "演练记录",
    no_drills: "没有演练记录",
    no_drills_text: "登记后，对应的演练职责即视为完成。",
    record_drill: "登记演练",
    recorded: "演练已登记",
    plan: "预案",
    held: "演练时间",
    who: "参加人员",
    findings: "发现与改进",
  },
} as const;

addTexts(texts);
