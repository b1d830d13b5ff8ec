using System.Globalization;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Previews a recipe: fits it to a sample of rows and applies it to the first of them.</summary>
public static class RecipePreviewer
{
    private const int Seed = 1;
    private const int ShownCharacters = 200;

    /// <param name="sample">Rows with all columns.</param>
    /// <param name="target">The column to predict. If null, steps that require it have an issue.</param>
    /// <param name="shown">Number of rows to show.</param>
    public static RecipePreview Preview(RecipeDefinition recipe, Table sample, string? target, int shown)
    {
        IReadOnlyList<(string Name, ColumnType Type)> schema = [.. sample.Columns.Select(column => (column.Name, column.Type))];
        var issues = RecipeCheck.Check(recipe, schema, target).ToDictionary(issue => issue.Step);
        var labelled = target is null || sample.Find(target) is null ? null : TargetAnalysis.Analyze(sample, new TargetQuestion(target));
        var rows = labelled is null ? sample : sample.Take(labelled.LabelledRows);
        var raw = target is null ? rows : rows.Without(new HashSet<string>([target]));
        var encoding = PreparationFitter.Target(labelled?.Actuals, Seed);
        var (current, writtenBy) = (raw, new Dictionary<string, int>(StringComparer.Ordinal));
        for (var i = 0; i < recipe.Steps.Count && i < RecipeDefinition.MaxSteps; i++)
        {
            if (issues.ContainsKey(i + 1))
            {
                continue;
            }

            try
            {
                var next = PreparationFitter.Follow(recipe.Steps[i].Fit(new TrainingRows(current, encoding, target is null ? null : rows.Find(target))), current, []);
                Note(writtenBy, current, next, i + 1);
                current = next;
            }
            catch (EngineException failure)
            {
                issues.Add(i + 1, RecipeIssue.Of(i + 1, failure));
            }
        }

        return new RecipePreview(rows.RowCount, Columns(Head(raw, shown), Head(current, shown), writtenBy), [.. issues.Values.OrderBy(issue => issue.Step)]);
    }

    private static Table Head(Table rows, int shown) => rows.Slice(0, Math.Min(shown, rows.RowCount));

    private static void Note(Dictionary<string, int> writtenBy, Table before, Table after, int step)
    {
        foreach (var column in after.Columns.Where(column => before.Find(column.Name) != column))
        {
            writtenBy[column.Name] = step;
        }

        foreach (var column in before.Columns.Where(column => after.Find(column.Name) is null))
        {
            writtenBy[column.Name] = step;
        }
    }

    private static List<PreviewColumn> Columns(Table raw, Table prepared, Dictionary<string, int> writtenBy)
    {
        var columns = new List<PreviewColumn>();
        foreach (var column in prepared.Columns)
        {
            int? step = writtenBy.TryGetValue(column.Name, out var writer) ? writer : null;
            var before = raw.Find(column.Name);
            var state = step is null ? PreviewState.Same : before is null ? PreviewState.New : PreviewState.Changed;
            columns.Add(new PreviewColumn(column.Name, column.Type, state, step, before is null ? null : Texts(before), Texts(column)));
        }

        columns.AddRange(raw.Columns
            .Where(column => prepared.Find(column.Name) is null)
            .Select(column => new PreviewColumn(column.Name, column.Type, PreviewState.Removed, writtenBy[column.Name], Texts(column), null)));
        return columns;
    }

    private static IReadOnlyList<string?> Texts(Column column) => [.. Enumerable.Range(0, column.Length).Select(row => Text(column, row))];

    private static string? Text(Column column, int row) => column is NumericColumn { Type: not ColumnType.Date } numbers && !numbers.IsMissing(row)
        ? numbers.Values[row].ToString("G6", CultureInfo.InvariantCulture)
        : column.TextAt(row) is { Length: > ShownCharacters } text ? text[..ShownCharacters] + "…" : column.TextAt(row);
}
