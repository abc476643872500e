import { cardLabel } from "../../protocol/card-id.ts";
import { PIN_LABEL } from "../../protocol/pin.ts";
import type { Expectation } from "../scenario/expectation.ts";
import type { CloudRequest } from "../scenario/request.ts";
import type { StepAction } from "../scenario/step.ts";
import { durationText } from "./duration-text.ts";

/** A step in a few words; of cards and PINs no more than may be shown. */
export function stepText(step: StepAction): string {
  switch (step.do) {
    case "plug":
      return `plug ${step.connector}${step.wants ? "" : ", asking for nothing"}`;
    case "unplug":
      return `unplug ${step.connector}`;
    case "ev":
      return `ev ${step.connector} ${step.wants ? "asks for power" : "pauses"}`;
    case "pilot":
      return `pilot ${step.connector} ${step.state}`;
    case "tap":
      return `tap ${step.card === null ? "a phone" : cardLabel(step.card)} at ${step.reader}`;
    case "lay":
      return `lay ${cardLabel(step.card)} on ${step.reader}`;
    case "lift":
      return `lift from ${step.reader}`;
    case "keys":
      return `keys ${PIN_LABEL} at ${step.keypad}`;
    case "cloud-link":
      return `cloud ${step.link}`;
    case "cloud-answers":
      return "cloud: other answers";
    case "cloud-request":
      return `cloud requests ${requestText(step.request)}`;
    case "list":
      return `list ${step.version}${step.content.kind === "change" ? ` on ${step.content.base}` : ""}${
        step.corrupt === null ? "" : `, ${step.corrupt} spoilt`
      }`;
    case "users": {
      const parts = [
        step.add && `${step.add.length} added`,
        step.set && `${step.set.length} set`,
        step.remove && `${step.remove.length} removed`,
      ];
      return `users: ${parts.filter((part) => part !== null).join(", ")}`;
    }
    case "access":
      return `access ${step.access}`;
    case "fault":
      return `fault: ${step.fault.device} ${step.fault.kind}`;
    case "clear":
      return `clear: ${step.fault.device}${step.fault.kind === undefined ? "" : ` ${step.fault.kind}`}`;
    case "power":
      return `power ${step.power}`;
    case "clock":
      return `clock jumps ${step.jump < 0 ? "back" : "ahead"} ${durationText(Math.abs(step.jump))}`;
    case "meter":
      return `meter ${step.connector}: ${step.energyWh} Wh`;
    case "wait":
      return `wait ${durationText(step.for)}`;
    case "prompt":
      return `prompt: ${step.text}`;
    case "expect":
      return `expect ${keysText(step.expect)} within ${durationText(step.within)}`;
    case "never":
      return `never ${keysText(step.expect)} for ${durationText(step.for)}`;
  }
}

function keysText({ connector, ...expectation }: Expectation): string {
  return `${Object.keys(expectation).join(", ")}${connector === 1 ? "" : ` at ${connector}`}`;
}

function requestText(request: CloudRequest): string {
  switch (request.ask) {
    case "start":
      return `start ${cardLabel(request.card)} at ${request.connector ?? "any"}`;
    case "stop":
      return `stop at ${request.connector}`;
    case "access":
      return `access ${request.access}`;
    case "reserve":
      return `reserve ${request.id} at ${request.connector ?? "any"}`;
    case "cancel":
      return `cancel ${request.id}`;
    case "enrol":
      return `enrol for ${durationText(request.for)}`;
    case "clearCache":
      return "clearCache";
    case "refresh":
      return `refresh ${cardLabel(request.card)}: ${request.verdict}`;
  }
}
