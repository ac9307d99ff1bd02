import QtQuick
import Foyer.Theme

/*!
    How full a showtime is: sold, then held or allotted, then free. `label` says the same in words
    and stands to the right of the bar.
*/
Item {
    id: root

    required property real sold
    property real held: 0
    property string label: ""
    readonly property bool full: sold >= 0.995
    readonly property bool nearlyFull: sold >= 0.85

    objectName: "fillBar"
    implicitWidth: 160
    implicitHeight: 20
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label !== "" ? label : qsTr("%1 % sold").arg(Math.round(sold * 100))

    Rectangle {
        id: track
        anchors.left: parent.left
        anchors.right: words.visible ? words.left : parent.right
        anchors.rightMargin: words.visible ? 12 : 0
        anchors.verticalCenter: parent.verticalCenter
        height: 6
        radius: 3
        color: Theme.outline
        Rectangle {
            height: parent.height
            radius: 3
            width: parent.width * Math.min(1, root.sold + root.held)
            color: Theme.outlineStrong
        }
        Rectangle {
            height: parent.height
            radius: 3
            width: root.sold > 0 ? Math.max(6, parent.width * Math.min(1, root.sold)) : 0
            color: root.full ? Theme.danger : root.nearlyFull ? Theme.warning : Theme.success
        }
    }
    FText {
        id: words
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.label !== ""
        text: root.label
        // Of one width, so that the bars of a list end in line.
        width: Math.max(62, implicitWidth)
        horizontalAlignment: Text.AlignRight
        color: Theme.textMuted
        font.pixelSize: Theme.fontCaption
    }
}
