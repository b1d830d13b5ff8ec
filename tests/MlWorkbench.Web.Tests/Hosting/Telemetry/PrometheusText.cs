using System.Globalization;
using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Tests.Hosting.Telemetry;

/// <summary>A strict reader of the text format of Prometheus: any malformed line and any duplicate is an error.</summary>
internal sealed partial class PrometheusText
{
    private const string Name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private const string Label = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\"\\\\n])*\"";

    private readonly Dictionary<string, double> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    public PrometheusText(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line != "# EOF"))
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                if (comment.Groups["kind"].Value == "TYPE")
                {
                    Assert.True(_types.TryAdd(comment.Groups["name"].Value, comment.Groups["rest"].Value), $"The type is given twice: {line}");
                }

                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"Not a line of the format: {line}");
            var value = sample.Groups["value"].Value.Replace("Inf", "Infinity", StringComparison.Ordinal);
            Assert.True(_series.TryAdd(sample.Groups["series"].Value, double.Parse(value, CultureInfo.InvariantCulture)), $"A series is given twice: {line}");
        }
    }

    /// <summary>Type by name of the family.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Names with labels, as written.</summary>
    public IEnumerable<string> Series => _series.Keys;

    /// <summary>Sum of the series of the name that have all of the labels. Zero without any.</summary>
    public double Sum(string name, params string[] labels) => _series
        .Where(series => series.Key == name || series.Key.StartsWith(name + "{", StringComparison.Ordinal))
        .Where(series => Array.TrueForAll(labels, label => series.Key.Contains(label, StringComparison.Ordinal)))
        .Sum(series => series.Value);

    [GeneratedRegex($"^# (?<kind>TYPE|HELP|UNIT) (?<name>{Name})(?: (?<rest>.*))?$")]
    private static partial Regex Comment();

    /// <summary>A name, labels in any order, a value and perhaps a time.</summary>
    [GeneratedRegex($$"""^(?<series>{{Name}}(?:\{(?:{{Label}},?)*\})?) (?<value>[-+0-9.eE]+|[+-]Inf|NaN)(?: \d+)?$""")]
    private static partial Regex Sample();
}
