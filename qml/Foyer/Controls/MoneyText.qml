pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme

/*!
    An amount already formatted by the view model ("12,50 €"), set in figures of one width, so that
    columns of prices stand in line: Qt 6.4 cannot ask Inter for its tabular figures.
*/
Row {
    id: root

    required property string text
    property color color: Theme.text
    property int pixelSize: Theme.fontBody
    property int weight: Font.DemiBold

    objectName: "money"
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    FontMetrics {
        id: metrics
        font.family: Theme.fontFamily
        font.pixelSize: root.pixelSize
        font.weight: root.weight
    }

    Repeater {
        model: root.text.length
        FText {
            required property int index
            readonly property string character: root.text.charAt(index)
            readonly property bool digit: character >= "0" && character <= "9"

            text: character
            width: digit ? Math.ceil(metrics.advanceWidth("0")) : implicitWidth
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideNone
            color: root.color
            font.pixelSize: root.pixelSize
            font.weight: root.weight
        }
    }
}
