pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! What a restart found and only a person knows; the oldest first, the rest counted. */
Item {
    id: root

    required property QuestionsModel questions

    objectName: "questions"
    height: visible ? 116 : 0

    ListView {
        id: list
        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.leftMargin: Theme.gapLarge
        anchors.rightMargin: Theme.gapLarge
        anchors.bottomMargin: 0
        interactive: false
        clip: true
        model: root.questions
        delegate: Rectangle {
            id: card

            required property int index
            required property string title
            required property string facts
            required property string yesText
            required property string noText
            required property string neitherText

            objectName: "question" + index
            width: list.width
            height: list.height
            radius: Theme.radius
            color: Theme.accentSoft
            border.width: 1
            border.color: Theme.warning
            Accessible.role: Accessible.AlertMessage
            Accessible.name: title + " " + facts

            Icon {
                id: mark
                x: 20
                anchors.verticalCenter: parent.verticalCenter
                name: "warning"
                color: Theme.warning
                width: 28
                height: 28
            }
            Column {
                anchors.left: mark.right
                anchors.leftMargin: Theme.gap
                anchors.right: answers.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                spacing: 4
                FText {
                    width: parent.width
                    text: root.questions.count > 1
                        ? qsTr("%1 (1 of %2)").arg(card.title).arg(root.questions.count) : card.title
                    font.weight: Font.DemiBold
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                }
                FText {
                    width: parent.width
                    text: card.facts
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontCaption
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                }
            }
            Row {
                id: answers
                anchors.right: parent.right
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.gapSmall
                FButton {
                    objectName: "question.yes" + card.index
                    text: card.yesText
                    onClicked: root.questions.yes(card.index)
                }
                FButton {
                    objectName: "question.no" + card.index
                    text: card.noText
                    onClicked: root.questions.no(card.index)
                }
                FButton {
                    objectName: "question.neither" + card.index
                    visible: card.neitherText !== ""
                    text: card.neitherText
                    onClicked: root.questions.neither(card.index)
                }
            }
        }
    }
}
