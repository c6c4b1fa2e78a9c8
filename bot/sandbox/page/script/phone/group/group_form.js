// A group's title, description, public name and topics, to be changed.

import { patch } from "../../api.js";
import { t } from "../../language.js";
import { openForm } from "../forms.js";

export function editGroup(here, sheets) {
  const { entry } = here;
  const isSuper = entry.type === "supergroup";
  openForm(sheets, t("group.edit"), {
    testid: "group-edit",
    fields: [
      { key: "title", label: t("group.title"), value: entry.title, required: true, maxlength: 128 },
      { key: "description", label: t("group.description"), value: entry.description, maxlength: 255 },
      ...(isSuper && !entry.is_forum ? [{ key: "is_forum", label: t("topics.on"), kind: "check" }] : []),
    ],
    done: t("save"),
    submit: async ({ title, description, is_forum: isForum }) => {
      const changed = {
        ...(title === entry.title ? {} : { title }),
        ...(description === (entry.description ?? "") ? {} : { description }),
        ...(isForum ? { is_forum: true } : {}),
      };
      if (Object.keys(changed).length) await patch(`/sim/people/${here.personId}/groups/${here.chatId}`, changed);
    },
  });
}
