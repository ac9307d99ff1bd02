// links: server_main contract_house
#include "tests/contract/metrics_page.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// packaging/monitoring: what it asks for is what the server tells.
class Monitoring : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::unique_ptr<MetricsPage> m_page;

    static QString folder() {
        return qEnvironmentVariable("FOYER_SOURCE_DIR") + "/packaging/monitoring/";
    }
    static QByteArray read(const QString& name) {
        QFile file(folder() + name);
        CHECK(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    static QJsonArray panels() {
        return QJsonDocument::fromJson(read("friday-night.dashboard.json"))
            .object()["panels"]
            .toArray();
    }
    /// Every expression of dashboard and rules; Grafana's own variables are filled in.
    static QStringList expressions() {
        QStringList all;
        for (const auto& panel : panels())
            for (const auto& target : panel.toObject()["targets"].toArray())
                all += target.toObject()["expr"]
                           .toString()
                           .replace("$__rate_interval", "5m")
                           .replace("$instance", ".*");
        const QRegularExpression rule("expr: (>-\\n)?((.|\\n)*?)\\n        (for|labels):");
        for (auto at = rule.globalMatch(QString::fromUtf8(read("foyer.rules.yml"))); at.hasNext();)
            all += at.next().captured(2).simplified();
        return all;
    }
    /// Its family, with what a histogram adds taken off.
    std::string familyOf(const std::string& metric) const {
        for (const std::string suffix : {"_bucket", "_sum", "_count"})
            if (const auto bare = metric.substr(0, metric.size() - suffix.size());
                metric.ends_with(suffix) && m_page->families.contains(bare))
                return bare;
        return metric;
    }
    static QString promtool(const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(folder());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start("promtool", arguments);
        if (!process.waitForStarted())
            return "promtool is missing: install the package prometheus";
        process.waitForFinished();
        return process.exitCode() == 0 ? QString() : QString::fromUtf8(process.readAll());
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>(withMetrics);
        m_page = std::make_unique<MetricsPage>(metricsOf(*m_house));
    }

    void whatIsAskedForIsTold() {
        const QRegularExpression name("\\b(foyer|process)_[a-z_]+");
        int names = 0;
        for (const auto& expression : expressions())
            for (auto at = name.globalMatch(expression); at.hasNext(); ++names) {
                const auto metric = at.next().captured().toStdString();
                QVERIFY2(m_page->families.contains(familyOf(metric)), metric.c_str());
            }
        QVERIFY(names > 50);
    }

    void everyValueOfALabelThatIsAskedForExists() {
        const QRegularExpression selector("([a-z_]+)\\{([^}]*)\\}");
        const QRegularExpression matcher("([a-z]+)=~?\"([^\"]*)\"");
        int values = 0;
        for (const auto& expression : expressions())
            for (auto at = selector.globalMatch(expression); at.hasNext();) {
                const auto selected = at.next();
                for (auto in = matcher.globalMatch(selected.captured(2)); in.hasNext();) {
                    const auto match = in.next();
                    if (match.captured(1) == "instance" || match.captured(1) == "job")
                        continue; // Prometheus adds them
                    for (const auto& value : match.captured(2).split('|')) {
                        const auto label = match.captured(1) + "=\"" + value + "\"";
                        const QRegularExpression sample("(^|\\n)" + selected.captured(1) +
                                                        "\\{[^}]*" + label);
                        QVERIFY2(sample.match(QString::fromStdString(m_page->text)).hasMatch(),
                                 qPrintable(selected.captured(1) + ": " + label));
                        ++values;
                    }
                }
            }
        QVERIFY(values > 10);
    }

    void everyFamilyOfOursIsSeenSomewhere() {
        const auto all = expressions().join('\n').toStdString();
        for (const auto& family : m_page->families) {
            if (family == "foyer_build_info" || family == "process_start_time_seconds" ||
                family == "process_open_fds" || family == "foyer_connections_accepted_total")
                continue; // for whoever looks closer
            QVERIFY2(all.find(family) != std::string::npos, family.c_str());
        }
    }

    void everyExpressionIsOne() {
        QTemporaryDir folder;
        QFile rules(folder.filePath("rules.yml"));
        QVERIFY(rules.open(QIODevice::WriteOnly));
        rules.write("groups:\n  - name: all\n    rules:\n");
        int number = 0;
        for (const auto& expression : expressions())
            rules.write(QString("      - record: foyer:expression:n%1\n        expr: '%2'\n")
                            .arg(++number)
                            .arg(expression)
                            .toUtf8());
        rules.close();
        QVERIFY(number > 40);
        QCOMPARE(promtool({"check", "rules", rules.fileName()}), QString());
    }

    void theRulesHoldOnTheEveningsTheyAreFor() {
        QCOMPARE(promtool({"check", "config", "prometheus.yml"}), QString());
        QCOMPARE(promtool({"test", "rules", "foyer.rules_test.yml"}), QString());
    }

    void everyAlertIsInATestAndSaysWhatToDo() {
        const auto rules = QString::fromUtf8(read("foyer.rules.yml"));
        const auto alerts = rules.split("- alert: ").mid(1);
        QCOMPARE(alerts.size(), 20); // as the test of rules counts them, with FoyerDown
        for (const auto& alert : alerts) {
            QVERIFY2(alert.contains("summary: "), qPrintable(alert));
            QVERIFY2(alert.contains("description: "), qPrintable(alert));
            QVERIFY2(alert.contains(QRegularExpression("severity: (page|ticket)")),
                     qPrintable(alert));
        }
    }

    void thePanelsOfTheDashboardDoNotOverlap() {
        std::set<int> ids;
        std::set<std::pair<int, int>> cells;
        for (const auto& value : panels()) {
            const auto panel = value.toObject();
            QVERIFY(ids.insert(panel["id"].toInt()).second);
            QVERIFY(!panel["title"].toString().isEmpty());
            const auto place = panel["gridPos"].toObject();
            const int left = place["x"].toInt();
            const int top = place["y"].toInt();
            QVERIFY(left + place["w"].toInt() <= 24);
            for (int x = left; x < left + place["w"].toInt(); ++x)
                for (int y = top; y < top + place["h"].toInt(); ++y)
                    QVERIFY2(cells.emplace(x, y).second, qPrintable(panel["title"].toString()));
        }
        QVERIFY(ids.size() > 25);
    }
};

QTEST_GUILESS_MAIN(Monitoring)
#include "monitoring_test.moc"
