// The texts of incidents.
import { addTexts } from "../add-texts.ts";

export const texts = {
  cases: {
    incident: {
      title: "对外口径",
      known: "此处正在发生",
      anywhere: "小区正在发生",
      words: "答复来电人的话",
      words_hint: "例如：3 栋水泵故障停水，正在抢修，预计十八点恢复",
      no_words: "还没有统一口径",
      end: "预计结束",
      places: "影响范围",
      places_hint: "片区、楼栋，可多选",
      change: "修改口径",
      changed: "对外口径已更新",
      attach: "记入此事件",
      attach_key: "记入最近的突发事件",
      callers: "来电 {{count}} 人，{{waiting}} 人待告知",
      told: "{{name}} 已告知",
      tell: "已告知",
      tell_to: "告知 {{name}}",
      told_text: "说了什么",
      told_done: "已记下",
      due: "{{time}} 前告知",
      unreachable: "无法回电",
    },
  },
} as const;

addTexts(texts);
