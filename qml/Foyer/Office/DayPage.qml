pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.ViewModels

/*! Closes a business day: what keeps it open, and the manager who closes it. */
FocusScope {
    id: root

    required property OfficeModel office
    readonly property DayModel day: office.day
    readonly property bool closed: day.state === DayModel.Closed

    objectName: "day"
    Component.onCompleted: office.watchDay()

    OfficeHead {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        office: root.office
        title: qsTr("Business day")
        detail: root.day.dayText
        quiet: person.opened
    }
    DayTabs {
        id: strip
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        width: parent.width
        clip: true
        prefix: "day.tab"
        days: root.day.days
        current: root.day.day
        label: root.day.dayText
        onChosen: (row) => root.day.day = row
    }
    Item {
        id: status
        anchors.top: strip.bottom
        anchors.topMargin: Theme.gapLarge
        width: Math.min(parent.width, 960)
        height: Math.max(words.implicitHeight, act.height)
        visible: root.day.state !== DayModel.Asking

        Column {
            id: words
            anchors.left: parent.left
            anchors.right: act.visible ? act.left : parent.right
            anchors.rightMargin: act.visible ? Theme.gapLarge : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapSmall
            StatusPill {
                objectName: "day.state"
                text: root.day.stateText
                iconName: root.closed ? "lock" : root.day.state === DayModel.Ready ? "tick"
                        : root.day.state === DayModel.NotOver ? "clock" : "warning"
                tone: root.closed ? StatusPill.Neutral
                    : root.day.state === DayModel.Ready ? StatusPill.Good
                    : root.day.state === DayModel.NotOver ? StatusPill.Info : StatusPill.Caution
            }
            FText {
                objectName: "day.advice"
                width: parent.width
                text: root.day.advice
                wrapMode: Text.Wrap
                lineHeight: 1.25
            }
        }
        FButton {
            id: act
            objectName: "day.close"
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: root.day.state === DayModel.Ready || root.day.state === DayModel.ItemsOpen
            enabled: root.day.state === DayModel.Ready
            large: true
            kind: FButton.Primary
            iconName: "lock"
            text: qsTr("Close the day…")
            onClicked: person.begin()
        }
    }
    ListView {
        id: list
        objectName: "day.list"
        anchors.top: status.bottom
        anchors.topMargin: Theme.gapLarge
        anchors.bottom: parent.bottom
        width: Math.min(parent.width, 960)
        clip: true
        focus: true
        spacing: Theme.gapSmall
        boundsBehavior: Flickable.StopAtBounds
        visible: !root.closed
        model: root.day
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What keeps the day open")
        delegate: OpenItem { width: list.width }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0 || root.closed
        iconName: root.closed ? "lock" : root.day.state === DayModel.Ready ? "tick" : "calendar"
        title: root.closed ? qsTr("Closed") : root.day.state === DayModel.Asking
               ? qsTr("Asking the server…") : qsTr("Nothing is open")
        message: root.closed || root.day.state === DayModel.Asking ? ""
               : qsTr("No task and no unheard terminal keeps this day from being closed.")
    }

    PersonDialog {
        id: person
        prefix: "closer"
        title: qsTr("Close %1?").arg(root.day.dayText)
        message: qsTr("A closed day stays closed: nothing is posted to it any more. A manager "
                      + "answers for it.")
        people: root.day.people
        busy: root.office.deciding
        onEntered: (row, pin) => root.day.close(row, pin)
        onOpened: error = ""
    }
    Connections {
        target: root.office
        function onDecided() {
            if (root.office.outcomeGood)
                person.close();
            person.error = root.office.outcomeGood ? "" : root.office.outcomeText;
        }
    }
}
