pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Without the server a seat that is not this counter's is sold at risk: a supervisor's PIN. */
T.Popup {
    id: root

    required property CounterModel counter
    readonly property bool wanted: counter.asksSupervisor
    property int chosen: 0

    objectName: "atRisk"
    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: 760
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.gapLarge
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    onWantedChanged: {
        if (wanted) {
            pad.clear();
            open();
        } else {
            close();
        }
    }
    onOpened: pad.forceActiveFocus()
    onClosed: if (counter.asksSupervisor) counter.notice.dismiss()

    T.Overlay.modal: Rectangle { color: Theme.scrim }
    background: Rectangle {
        radius: Theme.radius + 4
        color: Theme.surface
        border.width: 1
        border.color: Theme.outline
    }

    contentItem: Row {
        spacing: Theme.gapLarge
        Accessible.role: Accessible.Dialog
        Accessible.name: heading.text
        Accessible.description: root.counter.atRiskText

        Column {
            width: parent.width - pad.width - parent.spacing
            spacing: Theme.gap
            FText {
                id: heading
                width: parent.width
                wrapMode: Text.Wrap
                text: qsTr("Sell at risk?")
                font.pixelSize: Theme.fontHeading
                font.weight: Font.DemiBold
            }
            FText {
                objectName: "atRisk.text"
                width: parent.width
                wrapMode: Text.Wrap
                text: root.counter.atRiskText
                color: Theme.textMuted
                lineHeight: 1.3
            }
            Repeater {
                model: root.counter.supervisors
                delegate: ListRow {
                    required property int index
                    required property string modelData

                    objectName: "atRisk.supervisor" + index
                    width: parent.width
                    focusPolicy: Qt.NoFocus
                    title: modelData
                    iconName: "user"
                    selected: index === root.chosen
                    onClicked: root.chosen = index
                }
            }
            FButton {
                objectName: "atRisk.cancel"
                text: qsTr("Choose other seats")
                key: "Esc"
                focusPolicy: Qt.NoFocus
                onClicked: root.close()
            }
        }
        PinPad {
            id: pad
            objectName: "atRisk.pin"
            focus: true
            busy: root.counter.supervisors.length === 0
            onEntered: (pin) => {
                root.counter.approveAtRisk(root.chosen, pin);
                clear();
            }
        }
    }
}
