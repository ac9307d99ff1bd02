import QtQuick
import QtQuick.Templates as T
import Foyer.Theme

/*! A pane that comes from the right edge over the screen; Escape or a tap outside closes it. */
T.Popup {
    id: root

    property string title: ""
    default property alias body: content.data

    parent: T.Overlay.overlay
    x: parent ? parent.width - width : 0
    y: 0
    width: 440
    height: parent ? parent.height : 0
    padding: Theme.gapLarge
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle { color: Theme.scrim }

    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.duration }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.durationFast }
    }

    background: Rectangle {
        color: Theme.surface
        Rectangle { width: 1; height: parent.height; color: Theme.outline }
    }

    contentItem: Item {
        Accessible.role: Accessible.Pane
        Accessible.name: root.title
        FText {
            id: heading
            text: root.title
            anchors.left: parent.left
            anchors.right: shut.left
            anchors.verticalCenter: shut.verticalCenter
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        FIconButton {
            id: shut
            objectName: "sheet.close"
            anchors.right: parent.right
            iconName: "close"
            text: qsTr("Close")
            onClicked: root.close()
        }
        Item {
            id: content
            anchors.top: shut.bottom
            anchors.topMargin: Theme.gap
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }
    }
}
