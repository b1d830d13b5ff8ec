using System.Globalization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Text columns that also contain numbers, usually a number column with remarks. A minority of up to 10 % is suspicious (Deepchecks, Mixed Data Types); a
/// larger one can be intended.
/// </summary>
internal sealed class MixedTypesCheck : IQualityCheck
{
    private const double SuspiciousMinority = 0.10;
    private const int Examples = 3;

    private readonly List<ColumnEvidence> _suspicious = [];
    private readonly List<ColumnEvidence> _mixed = [];

    public string Name => "mixed_types";

    public void Inspect(InspectedColumn column)
    {
        if (column.Values is not CategoricalColumn { Type: not ColumnType.Boolean } levels || column.Present == 0)
        {
            return;
        }

        var isNumber = Array.ConvertAll(levels.Levels, IsNumber);
        long numbers = 0;
        for (var code = 0; code < isNumber.Length; code++)
        {
            numbers += isNumber[code] ? column.Counts[code] : 0;
        }

        var share = (double)numbers / column.Present;
        var minority = Math.Min(numbers, column.Present - numbers);
        if (minority > 0)
        {
            var showsNumbers = share < 0.5;
            var examples = Enumerable.Range(0, isNumber.Length).Where(code => column.Counts[code] > 0 && isNumber[code] == showsNumbers).OrderByDescending(code => column.Counts[code]).Take(Examples).Select(code => QualityText.Quote(levels.Levels[code]));
            var evidence = new ColumnEvidence(column.Name, share, $"{QualityText.Percent(share)} of its values are numbers{(showsNumbers ? "" : "; the others")}: {string.Join(", ", examples)}");
            (1 - share <= SuspiciousMinority ? _suspicious : _mixed).Add(evidence);
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_suspicious.Count > 0)
        {
            yield return Finding(
                QualitySeverity.Warning,
                _suspicious,
                "numbers except for a few values",
                "Declare these values as missing under Import and import again: the column becomes numeric.");
        }

        if (_mixed.Count > 0)
        {
            yield return Finding(
                QualitySeverity.Note,
                _mixed,
                "a mix of numbers and texts",
                "Check that the values are codes. If they are quantities, correct the texts and import again.");
        }
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);

    private QualityFinding Finding(QualitySeverity severity, List<ColumnEvidence> columns, string what, string action) =>
        new(
            Name,
            severity,
            $"{QualityText.Columns(columns.Count)} {(columns.Count == 1 ? "has" : "have")} {what}: "
            + $"{QualityText.Names([.. columns.Select(column => column.Column)])}.",
            action,
            "share of values that are numbers",
            columns);
}
