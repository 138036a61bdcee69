// The texts of registering a contact.
import { addTexts } from "../add-texts.ts";

export const labels = {
  no_case_reason: {
    answered: "当场答复",
    referred: "已转介",
    told_us: "告知情况",
    wrong_number: "拨错号码",
    silent: "无人说话",
    advertising: "推销",
    other: "其他",
  },
} as const;

export const texts = {
  labels,
  cases: {
    register: {
      title: "来电来访登记",
      only: "只登记，不立案",
      reason: "为何不立案",
      result: "答复内容",
      reply_by: "约定何时答复",
      submit: "登记",
      done: "已登记来电来访",
      total: "共 {{count}} 条",
      empty: "没有来电来访",
      empty_text: "换个条件，或在登记页选择“只登记，不立案”。",
      who: "来电来访人",
      said: "内容",
      heard: "受理",
      became: "去向",
      state: "答复",
      any: "全部",
      only_waiting: "待答复",
      only_rang: "响铃超标",
      rang_long: "响铃 {{rings}} 次",
      only_without: "未立案",
      search: "搜索",
      search_hint: "姓名、内容，至少两个字",
      become: "转为事项",
      become_done: "已转为 {{number}}",
      answer: "已答复",
    },
  },
} as const;

addTexts(texts);
