pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! This terminal's sales of the day: print again, or void. */
Sheet {
    id: root

    required property SalesModel sales
    required property NoticeModel notice
    property int voiding: -1

    objectName: "sales"
    title: qsTr("My sales")
    width: 620

    ListView {
        id: list
        objectName: "sales.list"
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: said.visible ? said.top : parent.bottom
        anchors.bottomMargin: said.visible ? Theme.gap : 0
        clip: true
        spacing: Theme.gapSmall
        model: root.sales
        delegate: SoldRow {
            width: list.width
            onReprintRequested: root.sales.reprint(index)
            onVoidRequested: {
                root.voiding = index;
                question.open();
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        iconName: "ticket"
        title: qsTr("Nothing sold yet")
        message: qsTr("Sales of this terminal appear here, latest first.")
    }

    NoticeBar {
        id: said
        objectName: "sales.notice"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        notice: root.notice
        visible: root.notice.visible && root.notice.topic !== NoticeModel.Stop
    }

    FDialog {
        id: question
        objectName: "sales.voidDialog"
        title: qsTr("Void this sale?")
        message: qsTr("The seats become free again. Give the money back and keep the tickets.")
        iconName: "undo"
        dangerous: true
        acceptText: qsTr("Void the sale")
        rejectText: qsTr("Keep it")
        acceptEnabled: reason.text.trim() !== ""
        onOpened: reason.forceActiveFocus()
        onAccepted: root.sales.voidSale(root.voiding, reason.text)
        FTextField {
            id: reason
            objectName: "sales.voidReason"
            width: parent.width
            maximumLength: 160 // the journal takes 500 bytes, and a character is up to three
            placeholderText: qsTr("Reason, e.g. wrong showtime")
        }
    }
}
