import QtQuick
import Foyer.Kiosk
import Foyer.ViewModels

/*!
    The frame of every step: the question at the top, the one thing to do at the bottom, and below it
    always the same ways out. With `lowReach` all that is touched lies in the lower part.
*/
FocusScope {
    id: root

    required property KioskModel kiosk
    property string title: ""
    property string subtitle: ""
    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryEnabled: true
    property bool waysOut: true
    property Item firstFocus: null
    default property alias body: content.data
    readonly property bool wide: width > height
    readonly property real above: kiosk.lowReach ? height * (wide ? 0.24 : 0.4) : 0

    signal primaryClicked()

    /// Where the keyboard begins: the thing to do, or whatever the page has first.
    function takeFocus() {
        if (primary.visible && primary.enabled)
            primary.forceActiveFocus(Qt.OtherFocusReason);
        else if (firstFocus !== null)
            firstFocus.forceActiveFocus(Qt.OtherFocusReason);
        else
            head.nextItemInFocusChain(true).forceActiveFocus(Qt.OtherFocusReason);
    }

    onActiveFocusChanged: if (activeFocus && Window.activeFocusItem === root) takeFocus()

    // Above what can be reached it still looks good.
    FilmPoster {
        width: parent.width
        height: Math.max(0, head.y - KioskLook.gap)
        visible: height > KioskLook.primary
        title: root.kiosk.movie
        facts: ""
        Accessible.ignored: true
    }
    KioskHead {
        id: head
        x: KioskLook.margin
        // Words need not be reached: they stay above what is touched.
        y: Math.max(KioskLook.margin, root.above - height)
        width: Math.min(parent.width - 2 * KioskLook.margin, 1500)
        title: root.title
        subtitle: root.subtitle
        number: root.kiosk.stepNumber
        count: root.kiosk.stepCount
    }
    KioskMessage {
        id: message
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.margins: KioskLook.margin
        anchors.topMargin: visible ? KioskLook.gap : 0
        kiosk: root.kiosk
    }
    Item {
        id: content
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: message.bottom
        anchors.bottom: primary.visible ? primary.top : foot.top
        anchors.margins: KioskLook.margin
        anchors.topMargin: KioskLook.gap
        anchors.bottomMargin: KioskLook.gap
    }
    KioskButton {
        id: primary
        objectName: "kiosk.primary"
        anchors.right: foot.right
        anchors.bottom: foot.top
        anchors.bottomMargin: KioskLook.gap
        width: root.wide ? foot.half : foot.width
        visible: root.primaryText !== ""
        enabled: root.primaryEnabled
        kind: KioskButton.Primary
        text: root.primaryText
        iconName: root.primaryIcon
        onClicked: root.primaryClicked()
    }
    Grid {
        id: foot
        readonly property real half: (width - KioskLook.gap) / 2
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: KioskLook.margin
        anchors.bottomMargin: KioskLook.gap
        columns: root.wide ? 2 : 1
        spacing: root.wide ? KioskLook.gap : KioskLook.gapSmall
        Row {
            id: ways
            readonly property real each: (width - 2 * spacing) / 3
            readonly property real tallest: Math.max(back.implicitHeight, over.implicitHeight,
                                                     cancel.implicitHeight)
            width: root.wide ? foot.half : foot.width
            spacing: KioskLook.gapSmall
            visible: root.waysOut
            KioskButton {
                id: back
                objectName: "kiosk.back"
                width: ways.each
                height: ways.tallest
                text: qsTr("Back")
                iconName: "back"
                onClicked: root.kiosk.back()
            }
            KioskButton {
                id: over
                objectName: "kiosk.startOver"
                width: ways.each
                height: ways.tallest
                text: qsTr("Start over")
                iconName: "undo"
                onClicked: root.kiosk.startOver()
            }
            KioskButton {
                id: cancel
                objectName: "kiosk.cancel"
                width: ways.each
                height: ways.tallest
                text: qsTr("Cancel")
                iconName: "close"
                onClicked: root.kiosk.leave()
            }
        }
        AidsBar {
            width: root.wide && root.waysOut ? foot.half : foot.width
            kiosk: root.kiosk
        }
    }
}
