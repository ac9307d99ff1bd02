pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*!
    A person answers for something: what it is about, who it is, and their PIN. Stays open until it
    is closed by whoever opened it, so that a wrong PIN can be tried again.
*/
T.Popup {
    id: root

    property string title: ""
    property string message: ""
    property var people: []
    property string cancelText: qsTr("Cancel")
    property string error: ""
    property bool busy: false
    property bool dangerous: false
    property string prefix: "person"
    /// A reason is asked for too; a PIN only where somebody has to answer for it.
    property bool asksReason: false
    property bool asksPin: true
    property alias reason: why.text
    readonly property bool lacksReason: asksReason && why.text.trim() === ""
    property int chosen: 0

    signal entered(int row, string pin)

    function begin() {
        chosen = 0;
        pad.clear();
        why.clear();
        open();
    }
    function say() {
        if (lacksReason)
            return;
        if (asksPin)
            pad.forceActiveFocus();
        else
            entered(-1, "");
    }

    objectName: prefix
    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: 760
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.gapLarge
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    onOpened: (asksReason ? why : pad).forceActiveFocus()

    T.Overlay.modal: Rectangle { color: Theme.scrim }
    background: Rectangle {
        radius: Theme.radius + 4
        color: Theme.surface
        border.width: 1
        border.color: Theme.outline
    }

    contentItem: Item {
        implicitHeight: Math.max(words.implicitHeight + Theme.gap + no.height, pad.implicitHeight)
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
        Accessible.description: root.message

        Column {
            id: words
            anchors.left: parent.left
            anchors.right: pad.left
            anchors.rightMargin: Theme.gapLarge
            spacing: Theme.gap
            FText {
                width: parent.width
                wrapMode: Text.Wrap
                text: root.title
                color: root.dangerous ? Theme.danger : Theme.text
                font.pixelSize: Theme.fontHeading
                font.weight: Font.DemiBold
            }
            FText {
                objectName: root.prefix + ".text"
                width: parent.width
                wrapMode: Text.Wrap
                text: root.message
                color: Theme.textMuted
                lineHeight: 1.3
            }
            FTextField {
                id: why
                objectName: root.prefix + ".reason"
                width: parent.width
                visible: root.asksReason
                placeholderText: qsTr("Reason")
                onAccepted: root.say()
            }
            Row {
                width: parent.width
                spacing: 10
                visible: root.error !== ""
                Icon {
                    id: mark
                    name: "error"
                    color: Theme.danger
                    width: 20
                    height: 20
                }
                FText {
                    objectName: root.prefix + ".error"
                    width: parent.width - mark.width - parent.spacing
                    wrapMode: Text.Wrap
                    text: root.error
                    color: Theme.danger
                    Accessible.role: Accessible.AlertMessage
                    Accessible.name: text
                }
            }
            ListView {
                id: list
                width: parent.width
                height: Math.min(contentHeight, 3.5 * 64)
                visible: root.asksPin
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: root.people
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Who answers for it")
                delegate: ListRow {
                    required property int index
                    required property string modelData

                    objectName: root.prefix + ".person" + index
                    width: list.width
                    focusPolicy: Qt.NoFocus
                    title: modelData
                    iconName: "user"
                    selected: index === root.chosen
                    onClicked: {
                        root.chosen = index;
                        pad.clear();
                        pad.forceActiveFocus();
                    }
                }
            }
        }
        FButton {
            id: no
            objectName: root.prefix + ".cancel"
            anchors.bottom: parent.bottom
            text: root.cancelText
            key: "Esc"
            focusPolicy: Qt.NoFocus
            onClicked: root.close()
        }
        FButton {
            objectName: root.prefix + ".yes"
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            visible: !root.asksPin
            kind: FButton.Primary
            text: qsTr("Confirm")
            key: "Enter"
            focusPolicy: Qt.TabFocus
            enabled: !root.lacksReason
            onClicked: root.say()
        }
        PinPad {
            id: pad
            objectName: root.prefix + ".pin"
            anchors.right: parent.right
            focus: true
            visible: root.asksPin
            busy: root.busy || root.people.length === 0 || root.lacksReason
            onEntered: (pin) => {
                root.entered(root.chosen, pin);
                clear();
            }
        }
    }
    Shortcut {
        sequence: "Up"
        enabled: root.opened
        onActivated: root.chosen = Math.max(0, root.chosen - 1)
    }
    Shortcut {
        sequence: "Down"
        enabled: root.opened
        onActivated: root.chosen = Math.min(root.people.length - 1, root.chosen + 1)
    }
}
