// The texts of the places.
import { addTexts } from "../add-texts.ts";

export const labels = {
  unit_kind: {
    residential: "住宅",
    shop: "商铺",
    office: "办公",
    parking: "车位",
    storage: "储藏间",
  },
} as const;

export const texts = {
  labels,
  places: {
    title: "房屋与片区",
    zones: "片区",
    add_zone: "新增片区",
    name: "名称",
    name_needed: "请填写",
    saved: "已保存",
    rename: "改名",
    rename_of: "改名：{{name}}",
    card: "片区资料",
    card_of: "{{name}}资料",
    edit_card: "编辑资料",
    no_facts: "还没有资料。岗亭电话、水泵房、电梯维保等可写在这里。",
    add_fact: "增加一行",
    remove_fact: "删除",
    fact_label: "项目",
    fact_text: "内容",
    buildings: "楼栋",
    add_building: "新增楼栋",
    no_buildings: "还没有楼栋",
    add_unit: "新增房屋",
    add_unit_to: "新增房屋：{{name}}",
    change_unit: "修改房屋",
    change_unit_of: "修改房屋：{{name}}",
    units: "房屋",
    more_units: "显示更多",
    no_units: "还没有房屋",
    label: "完整房号",
    label_hint: "如 3-1-1201；最后一段即门牌",
    kind: "用途",
  },
} as const;

addTexts(texts);
