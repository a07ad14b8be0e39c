import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { buttonStyle } from "./button-style.ts";
import { answerConfirm, currentQuestion, subscribeToQuestions } from "./ask-confirm.ts";

/** Shows what `confirm` asks. One at the root of the page is enough. */
export function ConfirmDialog(): ReactNode {
  const t = useTranslations("common");
  const question = useSyncExternalStore(subscribeToQuestions, currentQuestion);
  const answer = (yes: boolean) => (): void => answerConfirm(yes);
  return (
    <AlertDialog.Root open={question.open} onOpenChange={(open) => !open && answerConfirm(false)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-backdrop transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-raised p-5 shadow-raised outline-none transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
          <AlertDialog.Title className="text-base font-semibold">{question.title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 text-muted">{question.description}</AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close className={buttonStyle("secondary")} onClick={answer(false)}>
              {t("cancel")}
            </AlertDialog.Close>
            <button
              type="button"
              className={buttonStyle(question.danger ? "danger" : "primary")}
              onClick={answer(true)}
            >
              {question.action}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
