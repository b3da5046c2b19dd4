import { completeActivity } from "../behaviour/activity-end.ts";
import { dropCompensationsInScope } from "../behaviour/compensation.ts";
import { hasNoActivePaths, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { instanceOf, type ContainerBehaviour, type ElementContext } from "../core/runtime.ts";
import { completeContainer, tellTerminated, toTerminated } from "../core/transitions.ts";

/** What holds one activated element of an ad-hoc sub-process and all that follows it; as in Zeebe its incidents stay when it is terminated. */
export const adHocInnerInstance: ContainerBehaviour = {
  activate: ({ element }) => {
    throw new Error(`Expected inner instance ${element.id} to be made by its ad-hoc sub-process, but it was activated`);
  },
  complete: completeActivity,
  terminate: (context) => {
    const isEmpty = terminateChildrenInTurn(context);
    dropCompensationsInScope(context);
    if (isEmpty) end(context);
  },
  childCompleted: (container) => {
    if (hasNoActivePaths(container)) completeContainer(container);
  },
  childTerminated: (container) => {
    if (instanceOf(container).children === 0) end(container);
  },
};

function end(context: ElementContext): void {
  toTerminated(context);
  tellTerminated(context);
}
