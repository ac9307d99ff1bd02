pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The latest notice, until it is dismissed or something newer comes. */
Rectangle {
    id: root

    required property NoticeModel notice
    readonly property color ink: [Theme.info, Theme.success, Theme.warning,
                                  Theme.danger][notice.severity]

    objectName: "notice"
    implicitHeight: Math.max(64, words.implicitHeight + 24)
    radius: Theme.radius
    color: Qt.tint(Theme.surfaceRaised, Qt.alpha(root.ink, 0.10))
    border.width: 1
    border.color: Qt.alpha(root.ink, 0.6)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Icon {
        id: mark
        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: ["info", "tick", "warning", "error"][root.notice.severity]
        color: root.ink
    }
    FText {
        id: words
        objectName: "notice.text"
        anchors.left: mark.right
        anchors.leftMargin: 14
        anchors.right: offer.visible ? offer.left : shut.left
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        text: root.notice.text
        wrapMode: Text.Wrap
    }
    FButton {
        id: offer
        objectName: "notice.offer"
        anchors.right: shut.left
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        visible: root.notice.offerText !== ""
        focusPolicy: Qt.TabFocus
        kind: FButton.Primary
        text: root.notice.offerText
        key: "F10"
        onClicked: root.notice.acceptOffer()
    }
    FIconButton {
        id: shut
        objectName: "notice.dismiss"
        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        focusPolicy: Qt.TabFocus
        iconName: "close"
        text: qsTr("Dismiss")
        onClicked: root.notice.dismiss()
    }
}
