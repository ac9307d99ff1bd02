import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! What was typed and what goes back, side by side; before that, what to do. */
Item {
    id: root

    required property string given
    required property string difference
    required property bool enough

    FText {
        anchors.fill: parent
        visible: root.given === ""
        text: qsTr("or type what you were given")
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
    }
    Column {
        visible: root.given !== ""
        anchors.verticalCenter: parent.verticalCenter
        FText {
            text: qsTr("Received")
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
        MoneyText {
            objectName: "cash.received"
            text: root.given
            pixelSize: Theme.fontHeading
        }
    }
    Column {
        visible: root.given !== ""
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        FText {
            anchors.right: parent.right
            text: root.enough ? qsTr("Change") : qsTr("Still missing")
            color: root.enough ? Theme.success : Theme.warning
            font.pixelSize: Theme.fontCaption
        }
        MoneyText {
            objectName: "cash.change"
            anchors.right: parent.right
            text: root.difference
            color: root.enough ? Theme.success : Theme.warning
            pixelSize: Theme.fontHeading
        }
    }
}
