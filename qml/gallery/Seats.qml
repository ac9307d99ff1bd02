import QtQuick
import QtQuick.Window
import Foyer.Theme
import Foyer.Controls
import Foyer.SeatMap

Window {
    id: root
    required property QtObject model
    color: Theme.background

    SeatMapView { id: samples; visible: false; width: 10; height: 10 }
    Row {
        x: 32
        y: 32
        spacing: 40
        Repeater {
            model: [64, 36, 24, 16]
            Grid {
                id: grid
                required property int modelData
                columns: 8
                spacing: modelData / 4
                Repeater {
                    model: ["", "free", "mine", "selected", "held", "allotted", "sold", "blocked"]
                    FText { required property string modelData; text: grid.modelData > 40 ? modelData : ""; font.pixelSize: 12; color: Theme.textMuted; width: grid.modelData }
                }
                Repeater {
                    model: {
                        const all = [];
                        for (const kind of ["standard", "premium", "sofa", "wheelchair", "companion", "restricted"])
                            for (const look of ["", "free", "mine", "selected", "held", "allotted", "sold", "blocked"])
                                all.push([kind, look]);
                        return all;
                    }
                    Item {
                        required property var modelData
                        width: grid.modelData
                        height: grid.modelData
                        FText { visible: grid.modelData > 40 && modelData[1] === ""; text: modelData[0]; font.pixelSize: 12; color: Theme.textMuted; anchors.verticalCenter: parent.verticalCenter }
                        SeatSample { visible: modelData[1] !== ""; anchors.fill: parent; kind: modelData[0]; look: modelData[1]; colors: samples.colors }
                    }
                }
            }
        }
    }
}
