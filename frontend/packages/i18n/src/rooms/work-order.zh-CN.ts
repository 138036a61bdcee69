// The texts of the work order.
import { addTexts } from "../add-texts.ts";

export const labels = {
  material_source: { stock: "库存", bought: "外购" },
  paid_by: { us: "物业", resident: "住户", developer: "开发商" },
  visit_check: {
    uniform: "着工装",
    phrases: "用规范用语",
    pad_cloth: "铺垫布",
    rag: "带抹布",
    shoe_covers: "穿鞋套",
    warning_sign: "室外设警示牌",
    clean_up: "离开前清场",
  },
} as const;

export const texts = {
  labels,
  cases: {
    order: {
      title: "维修工作单",
      link: "工作单",
      address: "地点",
      owner: "维修人员",
      materials: "用料",
      no_materials: "未用料",
      name: "名称",
      quantity: "数量",
      price: "单价（元）",
      sum: "金额（元）",
      total: "合计",
      source: "来源",
      paid_by: "费用由",
      add: "登记用料",
      added: "用料已登记",
      fee: {
        title: "上门收费",
        due: "尚应收",
        say: "登记收费",
        said: "收费已登记",
        collected: "实收（元）",
        collector: "收费人",
        collector_hint: "不选即本人",
        reason: "未收或少收的原因",
        line: "应收 ¥{{due}}，实收 ¥{{collected}} · {{name}}",
        hand_in: "确认上交",
        handed_in: "已上交",
        to_hand_in: "待上交",
        uncollected: "未收",
      },
      warranty: "保修判定",
      valid: "属实，由开发商维修",
      not_valid: "不属实",
      not_judged: "尚未上门判定",
      judge: "上门判定",
      judged: "已判定",
      checks: "上门检查",
      signatures: "签字",
      sign_worker: "维修人员",
      sign_resident: "住户",
      sign_date: "日期",
      qr: "事项编号二维码",
    },
  },
} as const;

addTexts(texts);
