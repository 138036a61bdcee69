// The texts of the standards.
import { addTexts } from "../add-texts.ts";

export const labels = {
  decision: {
    adopted: "采用标准包",
    overridden: "自定",
    released: "取消自定",
  },
  level: {
    community: "小区",
    company: "公司",
  },
} as const;

export const texts = {
  labels,
  standards: {
    title: "服务标准",
    views: "查看",
    view_list: "现行标准",
    view_packs: "标准包",
    view_history: "变更记录",
    search: "搜索标准",
    total: "共 {{count}} 项",
    nothing: "没有找到这样的标准",
    standard: "标准",
    value: "数值",
    unit: "单位",
    clause: "条款",
    source: "出处",
    pack: "标准包",
    change: "自定",
    change_of: "自定：{{title}}",
    house: "本系统规定",
    no_limit: "不限",
    value_hint: "百分比填百分数，金额填元；留空表示不限",
    from: "生效时间",
    from_hint: "不填则立即生效；之前的承诺不受影响",
    changed: "已更改：{{title}}",
    against: "对照",
    against_now: "现行标准",
    pack_line: "{{title}}（{{count}} 项）",
    adopt: "采用",
    adopt_of: "采用：{{title}}",
    adopted: "已采用：{{title}}",
    always: "视为一直有效",
    now: "现在",
    adopted_then: "采用后",
    no_change: "采用它不会改变任何数值",
    no_difference: "两个标准包没有差别",
    differences: "差别",
    decision: "变更",
    level: "层级",
    decided_by: "决定人",
    replaced: "已被后来的决定取代",
    no_history: "还没有变更",
    release: "恢复",
    release_of: "恢复：{{title}}",
    released: "已恢复为标准包的数值：{{title}}",
  },
} as const;

addTexts(texts);
