// Every sentence a visitor can read, in English.

import { preChat } from "./en_pre_chat"
import type { VisitorText } from "./ja"
import { translated } from "./translated"

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
const months = "January February March April May June July August September October November December".split(" ")

// The words in which the server writes hours.
const hours = new Map([
  ["受付の時間は、その日ごとに変わります。", "The hours change from day to day."],
  ["毎日", "Every day"],
  ["24時間", "24 hours"],
  ["翌", "next day "],
  ["〜", " to "],
  ["・", ", "],
  ["、", ", "],
  ...weekdays.map((name, at) => [`${"日月火水木金土"[at]}曜`, name] as const),
])

export const en: VisitorText = {
  lang: "en",
  languages: "Choose a language",
  about: "About your privacy",
  title: "Chat",
  unread: (count) => `(${count}) Chat`,
  waitedFor: "● Chat",

  exit: {
    short: "Close",
    full: "Close this page",
    shift: (left) => `Press Shift ${left} more ${left === 1 ? "time" : "times"} to close this page.`,
  },

  first: {
    lead: () => "A place to write about what is hard for you.",
    purpose: {
      demo: "This is a sample. No real consultations take place here.",
      practice: "This desk is for training. No real consultations take place here.",
    },
    connecting: "Checking whether we are open",
    willChange: "This screen tells you when we can receive you.",
    start: "Start a consultation",
    hours: "Opening hours",
    who: "Who listens",
    whoText: "One counsellor reads and answers you in writing. It does not have to be well put.",
    secret: "What stays secret, and its limit",
    secretText:
      "We do not ask your name or address. Messages are encrypted so that only your screen and the counsellor's can read them. They are not stored anywhere.",
    limitText: "When a life is at risk, the counsellor looks for help together with you.",
    leaving: "When you close this page",
    leavingText:
      "“Close” at the top changes to another page at once. The conversation does not stay on this device.",
    leavingKeys: "Pressing Shift three times closes it, too.",
    historyText: "It does not erase the browser's history or words that the keyboard has learned. Please erase those yourself if you need to. It cannot stop an app that watches this device.",
  },

  intake: {
    open: "We are open",
    over: "We take no more people today",
    full: "We are very busy now",
    paused: "We receive nobody new at the moment",
    closed: "We are closed now",
  },
  nextOpening: ({ month, day, weekday, hour, minute }) =>
    `We open next on ${weekdays[weekday]}, ${day} ${months[month - 1]}, at ${hour}:${String(minute).padStart(2, "0")}.`,
  nextUnknown: "The next opening is not planned yet.",
  hours: (own) => translated(own, hours),

  consent: {
    heading: "Before you start",
    points: [
      "One counsellor listens to you.",
      "We do not ask your name or address. You need not answer what you do not want to.",
      "Messages are not stored anywhere.",
      "When a life is at risk, the counsellor looks for help together with you.",
      "This is not medical care and not an emergency service.",
      "“Close” empties this screen at once. It does not erase the browser's history.",
    ],
    agree: "I understand. Start",
    back: "Back",
  },

  preChat,

  waiting: {
    heading: "Please wait for your turn",
    joining: "Taking your place in the line.",
    crowded: "Many people are asking for a place. Please wait a moment.",
    before: "Before you",
    people: (count) => `${count}`,
    wait: "waiting",
    ahead: (count) => (count === 1 ? "1 person is before you." : `${count} people are before you.`),
    next: "You are next.",
    unknown: "We cannot say now how long it will take.",
    range: (half, most) =>
      half === most
        ? `People wait about ${most} ${most === 1 ? "minute" : "minutes"} at the moment.`
        : `People wait about ${half} to ${most} minutes at the moment.`,
    rose: "Someone who is to be heard before you has come in, so more people are before you now.",
    mayNot: "Your turn may not come before we close today.",
    mayNotNext: "You can go on waiting, or look at other places to turn to.",
    paused: "The line does not move at the moment. Your place is kept. Please wait a little.",
    near: "It is almost your turn.",
    nearText: (minutes) =>
      `If you are here, please press this button within about ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
    here: "I am here",
    nearKept: "If you cannot press it, your place is not lost.",
    tapped: "Thank you. Please stay on this page.",
    awake: "The screen will stay on.",
    sound: "Sound a soft tone when my turn is near",
    reconnecting: "Reconnecting. Your place in the line is kept.",
    keep: "If the screen goes dark, your place is kept for a while.",
    meanwhile: "While you wait",
    leave: "Stop waiting",
    leaveQuestion: "Stop waiting? You will lose your place.",
    leaveYes: "Stop",
    leaveNo: "Keep waiting",
    breathing: "Steady your breath",
    breathingSteps: [
      "Let your shoulders drop a little.",
      "Breathe out slowly through your mouth.",
      "Breathe in through your nose as it comes.",
      "Repeat a few times, breathing out longer than in.",
      "If it feels hard, breathe as you usually do.",
    ],
  },

  parked: {
    heading: "Your place is resting for now.",
    no_tap: "We could not tell whether you are in front of the screen.",
    no_show: "There was no answer when the consultation began.",
    kept: "Your place is not lost. The button below takes you back to it.",
    back: "Back to my place",
    coming: "Going back",
  },

  notQueued: {
    closed: "We are closed now.",
    full: "We are very busy and cannot take more people now.",
    over: "We take no more people today.",
    paused: "We receive nobody new at the moment.",
    open: "We could not give you a place just now.",
    nextClosed: "Please try again when we are open. There are other places to turn to.",
    nextFull: "Please try again in a little while. There are other places to turn to.",
    nextOver: "Please come back the next time we are open. There are other places to turn to.",
    nextPaused: "Please try again in a little while. There are other places to turn to.",
    nextOpen: "Please try once more.",
    nowOpen: "We can receive you now.",
    nextNowOpen: "The button below takes a place in the line for you.",
    take: "Take a place in the line",
    again: "Check again",
  },

  resumable: {
    question: "Go on where you were?",
    explain: "Your consultation is not over. Your place is kept for a while.",
    yes: "Go on",
    later: "Later",
    no: "End the consultation",
    laterText: "Your place is kept for about 10 minutes. Press the button below to come back.",
    leaving: "Ending the consultation. You may close this screen.",
  },

  talk: {
    heading: "Talking with a counsellor",
    log: "Messages",
    you: "You",
    today: (time) => `Today ${time}`,
    found: "You are connected with a counsellor.",
    resumed: "You can go on where you were.",
    former: "What was said before this is no longer on this screen.",
    gone: "What was said before this is on neither screen any more.",
    unseen: "The next counsellor does not see what was said before this.",
    lost: "Messages that were still being sent have been lost. We are sorry. Please write them again.",
    gap: "A message is missing here. Please ask the counsellor again.",
    sealed: "A message could not be opened: its key does not fit. Please ask the counsellor again.",
    peerAway: "The other person's connection is interrupted. Please wait a little.",
    peerBack: "The other person is back.",
    renewed: "The other person's page was opened anew.",
    handedOver: "The counsellor has changed. From here on, the next counsellor is listening.",
    history: "May the next counsellor see what you have said so far?",
    give: "Yes, they may",
    keep: "No",
    typing: "The counsellor is writing",
    nearEnd: "In about 5 minutes today's time will be over.",
    longer: "You have a little more time to talk.",
    reconnecting: "Reconnecting. What you wrote is not lost.",
    forgetful: "This screen cannot remember messages that are being sent. Please do not reload it until they arrive.",
    sending: "Sending",
    delivered: "Delivered",
    failed: "Could not be sent",
    again: "Send again",
    message: "Message",
    write: "Write…",
    send: "Send",
    full: "Many messages have not arrived yet. You can write again when they have.",
    long: "This is a little long. Please send it in parts.",
    newer: "New message",
    enterSends: "Enter sends",
    earlier: "What was said before",
    end: "End the consultation",
    endQuestion: "End the consultation?",
    endYes: "End",
    endNo: "Go on",
  },

  end: {
    ending: "The consultation is ending. Your messages are being delivered.",
    visitor_left: "The consultation has ended.",
    counsellor_ended: "The counsellor has ended the consultation.",
    supervisor_ended: "The desk has ended the consultation.",
    visitor_lost: "You could not be reached for a long time, so the consultation has ended.",
    counsellor_lost: "Your counsellor's connection was lost. You are still first in line.",
    no_show: "There was no answer for a while, so we have stopped here for now.",
    time_over: "The time is over, and the consultation has ended.",
    cooled_down: "The counsellor has ended the consultation.",
    cooled_off: "You can start again at any time.",
    broken_off: "The connection was lost, and we have closed for today. We are sorry.",
    not_reached: "We have closed for today. We are sorry that your turn did not come.",
    stopped_waiting: "You are no longer waiting. You can start again at any time.",
    not_found: "Your place could not be found. We are sorry. You can start again.",
    after:
      "When you close this screen, what you wrote disappears. It also disappears after about 10 minutes.",
    cleared: "What you wrote has disappeared from this screen.",
    home: "Back to the first page",
  },

  elsewhere: {
    heading: "This consultation is open on another screen.",
    text: "To go on here, press the button below. The other screen will stop.",
    here: "Go on here",
  },

  reload: {
    heading: "This page has been renewed.",
    text: "Reload it to go on where you were.",
    button: "Reload",
  },

  reconnecting: "Reconnecting. Please stay on this page.",
  forgetful: "This screen cannot remember your place. Please do not reload it while you wait.",
  unsupported: "The chat does not work in this browser. You can call for help in the ways below.",

  emergency: {
    row: "Danger to life: 119, 110, no voice",
    heading: "If a life is in danger",
    ways: "119, 110, help without speaking",
    help: "Ways to call for help, and other places to turn to",
    text: "If a life is in danger now, call 119 or 110 first. There are also ways without speaking.",
    nearby: "You can also show this screen to someone near you.",
    show: "「救急車を呼んでください」 (Please call an ambulance)",
  },

  contacts: {
    heading: "Other places to turn to",
    silent: "If you cannot speak",
    voiced: "If you can speak",
    kinds: { emergency: "If a life is in danger", crisis: "If it is very hard to bear", consultation: "A place to turn to" },
    sample: "Sample",
    open: "Open the page",
    call: (number) => `Call ${number}`,
    checked: (owner, { year, month, day }) => `Checked by ${owner} on ${day} ${months[month - 1]} ${year}`,
  },
}
