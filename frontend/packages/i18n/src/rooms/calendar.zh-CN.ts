// The texts of the calendar.
import { addTexts } from "../add-texts.ts";

export const labels = {
  year_status: {
    official: "已公布",
    provisional: "暂定",
  },
  festival: {
    new_year: "元旦",
    spring_festival: "春节",
    qingming: "清明节",
    labour_day: "劳动节",
    dragon_boat: "端午节",
    mid_autumn: "中秋节",
    national_day: "国庆节",
    special: "特别安排",
    company: "公司安排",
  },
  weekday_short: {
    "1": "一",
    "2": "二",
    "3": "三",
    "4": "四",
    "5": "五",
    "6": "六",
    "7": "日",
  },
} as const;

export const texts = {
  labels,
  calendar: {
    title: "工作日历",
    year: "年份",
    alarm: "下一年的日历还没有公布，请在国务院发布放假安排后尽快录入。",
    edit: "更正日期",
    publish: "公布",
    counts: "工作日 {{workdays}} 天，节假日 {{holidays}} 天，调休上班 {{makeup}} 天",
    published_at: "公布于 {{time}}",
    provisional_text: "尚未公布：暂按周末和法定节假日计算，公布后会重算暂定的承诺。",
    off_sign: "休",
    work_sign: "班",
    day_off: "放假",
    makeup: "调休上班",
    worked: "上班",
    is_official: "国务院已发布这一年的安排",
    edit_text: "在月历上点一天，可改为放假或上班；在列表里改名称或移除。",
    named: "特别的日子",
    turn: "切换放假与上班",
    festival: "节日",
    remove: "移除",
    published: "{{year}} 年日历已公布",
    saved: "{{year}} 年日历已保存",
  },
} as const;

addTexts(texts);
