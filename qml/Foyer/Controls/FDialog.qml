import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*!
    A question in the middle of the screen. Children are its body; the two buttons are fixed, so
    that the safe answer is always left and the deed always right.
*/
T.Popup {
    id: root

    property string title: ""
    property string message: ""
    property string iconName: ""
    property string acceptText: qsTr("OK")
    property string rejectText: qsTr("Cancel")
    property bool dangerous: false
    property bool acceptEnabled: true
    default property alias body: content.data

    signal accepted()
    signal rejected()

    function accept() { if (!acceptEnabled) return; close(); accepted(); }
    function reject() { close(); rejected(); }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(480, parent ? parent.width - 2 * Theme.gapLarge : 480)
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    padding: Theme.gapLarge
    modal: true
    focus: true
    closePolicy: T.Popup.NoAutoClose
    onOpened: (dangerous ? no : yes).forceActiveFocus()

    T.Overlay.modal: Rectangle { color: Theme.scrim }

    background: Rectangle {
        radius: Theme.radius + 4
        color: Theme.surface
        border.width: 1
        border.color: Theme.outline
    }

    contentItem: Column {
        spacing: Theme.gap
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
        Accessible.description: root.message
        Keys.onEscapePressed: root.reject()

        Row {
            spacing: 12
            width: parent.width
            Icon {
                visible: root.iconName !== ""
                name: root.iconName
                color: root.dangerous ? Theme.danger : Theme.accent
                anchors.verticalCenter: parent.verticalCenter
                width: 26
                height: 26
            }
            FText {
                text: root.title
                width: parent.width - (root.iconName !== "" ? 38 : 0)
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
            }
        }
        FText {
            visible: root.message !== ""
            width: parent.width
            text: root.message
            color: Theme.textMuted
            wrapMode: Text.Wrap
            lineHeight: 1.35
        }
        Column {
            id: content
            width: parent.width
            visible: children.length > 0
            spacing: Theme.gapSmall
        }
        Row {
            anchors.right: parent.right
            topPadding: Theme.gapSmall
            spacing: 12
            FButton {
                id: no
                objectName: "dialog.reject"
                visible: root.rejectText !== ""
                text: root.rejectText
                key: "Esc"
                onClicked: root.reject()
            }
            FButton {
                id: yes
                objectName: "dialog.accept"
                text: root.acceptText
                enabled: root.acceptEnabled
                kind: root.dangerous ? FButton.Danger : FButton.Primary
                onClicked: root.accept()
            }
        }
    }
}
