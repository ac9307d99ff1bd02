import QtQuick
import Foyer.Theme
import Foyer.Counter
import Foyer.Kiosk
import Foyer.ViewModels

/*! The kiosk: a page for each step of its model. Touch, or a key-pad with arrows, Enter and Escape. */
FocusScope {
    id: root

    required property CounterModel counter
    readonly property KioskModel kiosk: counter.kiosk
    readonly property var pages: ({
        [KioskModel.Closed]: closed, [KioskModel.Staff]: staff, [KioskModel.Attract]: attract,
        [KioskModel.Language]: language, [KioskModel.Film]: film, [KioskModel.Party]: party,
        [KioskModel.Seats]: seats, [KioskModel.Pay]: pay, [KioskModel.Done]: done })

    /// To the next thing that can be pressed; the first key only shows where the keyboard is. The
    /// seat map has arrows of its own, so only Tab leads there.
    function move(forward) {
        const at = Window.activeFocusItem;
        if (at === null)
            return;
        const why = forward ? Qt.TabFocusReason : Qt.BacktabFocusReason;
        if (at.visualFocus === false) {
            at.focusReason = why;
            return;
        }
        let next = at.nextItemInFocusChain(forward);
        while (next !== at && next.objectName === "seatMap")
            next = next.nextItemInFocusChain(forward);
        next.forceActiveFocus(why);
    }

    objectName: "kiosk"
    Component.onCompleted: kiosk.attend()
    Keys.onUpPressed: move(false)
    Keys.onLeftPressed: move(false)
    Keys.onDownPressed: move(true)
    Keys.onRightPressed: move(true)
    Keys.onEscapePressed: kiosk.back()

    Binding {
        target: Theme
        property: "highContrast"
        value: root.kiosk.contrast
    }
    Binding {
        target: KioskLook
        property: "largeText"
        value: root.kiosk.largeText
    }
    Binding {
        target: KioskLook
        property: "scale"
        value: Math.max(0.7, Math.min(1.4, Math.min(root.width, root.height) / 1080))
    }
    HandWatch {
        watched: root.Window.window
        onMoved: {
            root.kiosk.touched();
            door.stay();
        }
    }
    Connections {
        target: root.kiosk
        function onChanged() {
            if (root.kiosk.step === KioskModel.Staff)
                door.shut();
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    Loader {
        id: page
        objectName: "kiosk.page"
        anchors.fill: parent
        enabled: !root.kiosk.warned && !door.visible
        focus: true
        sourceComponent: root.pages[root.kiosk.step]
        onLoaded: item.forceActiveFocus()
        onEnabledChanged: if (enabled && item) item.forceActiveFocus()
    }
    StaffDoor {
        id: door
        anchors.fill: parent
        counter: root.counter
    }
    IdleWarning {
        anchors.fill: parent
        kiosk: root.kiosk
    }

    Component {
        id: closed
        LoginView {
            login: root.counter.login
            status: root.counter.status
            notice: root.counter.notice
        }
    }
    Component {
        id: staff
        StaffPage { counter: root.counter }
    }
    Component {
        id: attract
        AttractPage {
            kiosk: root.kiosk
            cinema: root.counter.status.cinemaName
            staffNeeded: root.counter.questions.count > 0
            onStaffWanted: door.show()
        }
    }
    Component {
        id: language
        LanguagePage { kiosk: root.kiosk }
    }
    Component {
        id: film
        FilmPage { kiosk: root.kiosk }
    }
    Component {
        id: party
        PartyPage { kiosk: root.kiosk }
    }
    Component {
        id: seats
        SeatsPage {
            kiosk: root.kiosk
            seatMap: root.counter.seatMap
        }
    }
    Component {
        id: pay
        PayPage {
            kiosk: root.kiosk
            sale: root.counter.sale
        }
    }
    Component {
        id: done
        DonePage {
            kiosk: root.kiosk
            sale: root.counter.sale
        }
    }
}
