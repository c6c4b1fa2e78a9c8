// The topics of a forum: a bar above the conversation to choose one, and a sheet to make, rename, close and open them.

import { patch, post, remove } from "../../api.js";
import { iconButton } from "../../controls.js";
import { h, name, refill } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openMenu } from "../../popup.js";
import { openForm } from "../forms.js";

/** The topic that every forum has; what is written there names no topic. */
export const GENERAL = 1;

/** Whether the message belongs to the topic that is open; null is all of them. */
export function isInTopic(here, message) {
  if (here.threadId === null) return true;
  const thread = message.is_topic_message ? message.message_thread_id : GENERAL;
  return thread === here.threadId || message.message_id === here.threadId;
}

export const topicOf = (here) => here.entry.topics.find((topic) => topic.message_thread_id === here.threadId);

/** The bar; `changed()` is called when another topic was chosen. */
export function createTopicBar(here, sheets, changed) {
  const tabs = h("div", { class: "topics", role: "tablist", "aria-label": t("topics"), on: { keydown: steer } });
  const adding = h("div", {});
  const element = h("div", { class: "topic-bar", hidden: true, data: { testid: "topics" } }, tabs, adding);

  function draw() {
    element.hidden = !here.entry.is_forum;
    if (element.hidden) {
      here.threadId = null;
      return;
    }
    const topics = here.entry.topics.filter((topic) => !topic.hidden);
    if (here.threadId !== null && !topicOf(here)) here.threadId = null;
    refill(tabs, tab(null, t("topics.all")), topics.map((topic) => tab(topic.message_thread_id, topicLabel(topic), topic)));
    refill(adding, here.may("can_manage_topics") && iconButton("plus", t("topics.new"), () => makeTopic(here, sheets), { testid: "topic-add" }));
  }

  function steer(event) {
    const all = [...tabs.children];
    const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!to) return;
    all[(all.indexOf(document.activeElement) + to + all.length) % all.length].focus();
    event.preventDefault();
  }

  function tab(threadId, label, topic) {
    const chosen = here.threadId === threadId;
    return h("button", {
      type: "button",
      role: "tab",
      class: "topic",
      "aria-selected": String(chosen),
      data: { testid: "topic", thread: threadId ?? "all" },
      on: {
        click: (event) => {
          if (chosen && topic && here.may("can_manage_topics")) return openTopicMenu(here, sheets, topic, event.currentTarget);
          here.threadId = threadId;
          draw();
          tabs.querySelector("[aria-selected=true]").focus({ preventScroll: true });
          changed();
        },
      },
    }, label);
  }

  here.on("chats", draw);
  draw();
  return { element };
}

function topicMark(colour) {
  const mark = h("span", { class: "topic-mark" });
  mark.style.setProperty("--mark", `#${Number(colour).toString(16).padStart(6, "0")}`);
  return mark;
}

const topicLabel = (topic) => [
  topic.message_thread_id === GENERAL ? "#" : topicMark(topic.icon_color),
  topic.message_thread_id === GENERAL && topic.name === "General" ? t("topics.general") : name(topic.name),
  topic.closed && h("span", { role: "img", "aria-label": t("topics.closed") }, icon("lock")),
];

function makeTopic(here, sheets) {
  openForm(sheets, t("topics.new"), {
    testid: "topic-form",
    fields: [{ key: "name", label: t("topics.name"), required: true, maxlength: 128 }],
    done: t("create"),
    submit: ({ name: called }) => post(path(here), { name: called }),
  });
}

function openTopicMenu(here, sheets, topic, anchor) {
  const change = (body) => patch(`${path(here)}/${topic.message_thread_id}`, body).catch(here.complain);
  openMenu(anchor, [
    { icon: icon("edit"), label: t("topics.rename"), choose: () => rename(here, sheets, topic) },
    topic.closed
      ? { icon: icon("lock"), label: t("topics.reopen"), testid: "topic-reopen", choose: () => change({ closed: false }) }
      : { icon: icon("lock"), label: t("topics.close"), testid: "topic-close", choose: () => change({ closed: true }) },
    topic.message_thread_id !== GENERAL && {
      icon: icon("trash"),
      label: t("topics.delete"),
      danger: true,
      testid: "topic-delete",
      choose: () => remove(`${path(here)}/${topic.message_thread_id}`).catch(here.complain),
    },
  ], { label: topic.name });
}

function rename(here, sheets, topic) {
  openForm(sheets, t("topics.rename"), {
    fields: [{ key: "name", label: t("topics.name"), value: topic.name, required: true, maxlength: 128 }],
    done: t("save"),
    submit: ({ name: called }) => patch(`${path(here)}/${topic.message_thread_id}`, { name: called }),
  });
}

const path = (here) => `/sim/people/${here.personId}/groups/${here.chatId}/topics`;
