pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.ViewModels

/*! Every terminal of the house; one that will not come back is declared lost by two people. */
FocusScope {
    id: root

    required property OfficeModel office
    readonly property TerminalsModel terminals: office.terminals

    objectName: "terminals"
    Component.onCompleted: office.watchTerminals()

    OfficeHead {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        office: root.office
        title: qsTr("Terminals")
        detail: root.terminals.awaited === 0 ? ""
              : qsTr("The server was restored: the pool is shut until all are heard, missing: %1")
                    .arg(root.terminals.awaited)
        quiet: key.opened
    }
    ListView {
        id: list
        objectName: "terminals.list"
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        width: Math.round((parent.width - Theme.gapLarge) * 0.42)
        clip: true
        focus: true
        spacing: Theme.gapSmall
        boundsBehavior: Flickable.StopAtBounds
        model: root.terminals
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Terminals")
        Keys.onUpPressed: root.terminals.chosen -= 1
        Keys.onDownPressed: root.terminals.chosen += 1
        delegate: TerminalRow {
            width: list.width
            selected: index === root.terminals.chosen
            onClicked: root.terminals.chosen = index
        }
    }
    LossReport {
        anchors.top: list.top
        anchors.bottom: parent.bottom
        anchors.left: list.right
        anchors.leftMargin: Theme.gapLarge
        anchors.right: parent.right
        visible: root.terminals.chosen >= 0
        terminals: root.terminals
        onKeyRequested: key.begin()
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        iconName: "network"
        title: root.office.waiting ? qsTr("Asking the server…") : qsTr("No terminals")
        message: root.office.waiting ? "" : qsTr("They appear here once they are enrolled.")
    }

    PersonDialog {
        id: key
        prefix: "key"
        dangerous: true
        title: root.terminals.standing === TerminalsModel.Proposed
               ? qsTr("Declare %1 lost?").arg(root.terminals.name)
               : qsTr("Declare %1 lost: first key").arg(root.terminals.name)
        message: root.terminals.warning
        people: root.terminals.people
        busy: root.office.deciding
        onEntered: (row, pin) => root.terminals.declareLost(row, pin)
        onOpened: error = ""
    }
    Connections {
        target: root.office
        function onDecided() {
            if (root.office.outcomeGood)
                key.close();
            key.error = root.office.outcomeGood ? "" : root.office.outcomeText;
        }
    }
}
