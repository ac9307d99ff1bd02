import QtQuick
import QtTest
import Foyer.Theme
import Foyer.Controls

Item {
    id: root
    width: 900
    height: 700

    FButton { id: button; objectName: "sell"; text: "Sell"; key: "F8" }
    FButton { id: other; y: 60; text: "Other"; enabled: false; key: "F9" }
    FIconButton { id: icon; y: 120; iconName: "close"; text: "Close" }
    Chip { id: chip; y: 180; text: "Today" }
    PinPad { id: pin; x: 300 }
    Keypad { id: keypad; x: 300; y: 380; onEdited: (value) => amount = value }
    Stepper {
        id: stepper
        x: 620
        objectName: "adult"
        label: "Adult"
        to: 3
        onModified: (next) => value = next
    }
    FTextField { id: field; x: 620; y: 80; label: "Server"; error: "Not reachable" }
    Toast { id: toast; y: 600 }
    ErrorBanner { id: banner; y: 500; title: "Printer"; message: "No paper"; actionText: "Again"; width: 280 }
    ListRow { id: line; y: 240; title: "Past Lives"; subtitle: "20:15"; width: 280 }
    MoneyText { id: money1; x: 620; y: 300; text: "11,11 €" }
    MoneyText { id: money2; x: 620; y: 330; text: "48,60 €" }
    EmptyState { id: empty; x: 620; y: 400; width: 240; title: "Nothing"; actionText: "Do" }
    FDialog { id: dialog; parent: root; title: "Void?"; dangerous: true }

    SignalSpy { id: spy }

    TestCase {
        name: "Controls"
        when: windowShown

        function watch(target, signalName) {
            spy.signalName = "";
            spy.target = target;
            spy.signalName = signalName;
            spy.clear();
        }
        function find(parentItem, name) { return findChild(parentItem, name); }

        function test_aButtonIsPressedByMouseSpaceEnterAndItsKey() {
            watch(button, "clicked");
            mouseClick(button);
            button.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_F8);
            compare(spy.count, 4);
        }

        function test_aDisabledButtonHasNoKey() {
            watch(other, "clicked");
            keyClick(Qt.Key_F9);
            mouseClick(other);
            compare(spy.count, 0);
        }

        function test_theFocusRingShowsForTheKeyboard() {
            button.forceActiveFocus(Qt.TabFocusReason);
            verify(button.visualFocus);
            const ring = button.background.children[0];
            verify(ring.visible);
            icon.forceActiveFocus(Qt.TabFocusReason);
            verify(!ring.visible);
        }

        function test_everythingIsLargeEnoughForAFinger() {
            for (const item of [button, icon, chip, stepper, line, field])
                verify(item.height >= 48, item);
            for (const key of ["pinPad.key0", "pinPad.key9", "pinPad.keyerase"]) {
                const found = find(pin, key);
                verify(found.width >= 48 && found.height >= 48, key);
            }
        }

        function test_everythingHasAName() {
            compare(button.Accessible.name, "Sell");
            compare(icon.Accessible.name, "Close");
            compare(chip.Accessible.name, "Today");
            compare(line.Accessible.name, "Past Lives, 20:15");
            compare(field.Accessible.name, "Server");
            compare(field.Accessible.description, "Not reachable");
            compare(banner.Accessible.name, "Printer. No paper");
            compare(money1.Accessible.name, "11,11 €");
            compare(find(pin, "pinPad.keyerase").Accessible.name, "Erase");
        }

        function test_aChipTogglesAndShowsATick() {
            chip.checked = false;
            mouseClick(chip);
            verify(chip.checked);
            chip.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            verify(!chip.checked);
        }

        function test_aPinIsReportedOnceWhenItIsComplete() {
            watch(pin, "entered");
            pin.clear();
            pin.forceActiveFocus();
            keyClick(Qt.Key_1);
            keyClick(Qt.Key_2);
            keyClick(Qt.Key_Backspace);
            mouseClick(find(pin, "pinPad.key5"));
            keyClick(Qt.Key_7);
            compare(spy.count, 0);
            keyClick(Qt.Key_9);
            compare(spy.count, 1);
            compare(spy.signalArguments[0][0], "1579");
            keyClick(Qt.Key_3);
            compare(spy.count, 1);
            pin.clear();
        }

        function test_anAmountPushesInFromTheRight() {
            keypad.amount = 0;
            keypad.forceActiveFocus();
            keyClick(Qt.Key_2);
            mouseClick(find(keypad, "keypad.key5"));
            mouseClick(find(keypad, "keypad.key00"));
            compare(keypad.amount, 2500);
            keyClick(Qt.Key_Backspace);
            compare(keypad.amount, 250);
            keypad.amount = keypad.limit;
            keyClick(Qt.Key_9);
            compare(keypad.amount, keypad.limit);
            watch(keypad, "accepted");
            keyClick(Qt.Key_Enter);
            compare(spy.count, 1);
        }

        function test_aStepperStopsAtItsEnds() {
            stepper.value = 0;
            verify(!find(stepper, "adult.minus").enabled);
            for (let i = 0; i < 5; ++i)
                mouseClick(find(stepper, "adult.plus"));
            compare(stepper.value, 3);
            verify(!find(stepper, "adult.plus").enabled);
            stepper.forceActiveFocus();
            keyClick(Qt.Key_Down);
            compare(stepper.value, 2);
        }

        function test_pricesStandInLine() {
            compare(money1.width, money2.width);
        }

        function test_aToastSaysItsWords() {
            toast.show("Drawer opened", StatusPill.Good, "drawer");
            verify(toast.shown);
            compare(find(toast, "toast.text").text, "Drawer opened");
            compare(toast.Accessible.name, "Drawer opened");
        }

        function test_bannersAndEmptyPlacesOfferAWayOn() {
            watch(banner, "action");
            mouseClick(find(banner, "errorBanner.action"));
            compare(spy.count, 1);
            watch(empty, "action");
            mouseClick(find(empty, "emptyState.action"));
            compare(spy.count, 1);
        }

        function test_aDangerousQuestionBeginsAtTheSafeAnswer() {
            dialog.open();
            tryCompare(dialog, "opened", true);
            const no = find(dialog.contentItem, "dialog.reject");
            tryCompare(no, "activeFocus", true);
            watch(dialog, "accepted");
            mouseClick(find(dialog.contentItem, "dialog.accept"));
            compare(spy.count, 1);
            tryCompare(dialog, "opened", false);
        }

        function test_escapeAnswersNo() {
            dialog.open();
            tryCompare(dialog, "opened", true);
            watch(dialog, "rejected");
            keyClick(Qt.Key_Escape);
            compare(spy.count, 1);
            tryCompare(dialog, "opened", false);
        }
    }
}
