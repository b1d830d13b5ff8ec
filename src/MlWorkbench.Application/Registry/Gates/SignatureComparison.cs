using MlWorkbench.Engine;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Lists the changes for callers if the candidate replaces the version in Production.</summary>
internal static class SignatureComparison
{
    public static IReadOnlyList<SignatureChange> Compare(ModelSignature candidate, ModelSignature champion) =>
        [.. Answers(candidate, champion), .. Inputs(candidate, champion)];

    private static IEnumerable<SignatureChange> Answers(ModelSignature candidate, ModelSignature champion)
    {
        if (candidate.Task != champion.Task)
        {
            var (task, before) = (TaskDefinitions.Of(candidate.Task).Name, TaskDefinitions.Of(champion.Task).Name);
            yield return new SignatureChange("task", true, Statement.Of("task_changed", ("task", task), ("before", before)));
        }

        if (candidate.Target != champion.Target)
        {
            var changed = Statement.Of("target_changed", ("target", candidate.Target), ("before", champion.Target));
            yield return new SignatureChange("target", true, changed);
        }

        foreach (var added in candidate.Classes.Except(champion.Classes, StringComparer.Ordinal))
        {
            yield return new SignatureChange("classes", true, Statement.Of("class_added", ("class", added)));
        }

        foreach (var removed in champion.Classes.Except(candidate.Classes, StringComparer.Ordinal))
        {
            yield return new SignatureChange("classes", true, Statement.Of("class_removed", ("class", removed)));
        }

        if (candidate.Shape.HasPositiveClass && candidate.PositiveClass != champion.PositiveClass)
        {
            var (positive, before) = (candidate.PositiveClass ?? "", champion.PositiveClass ?? "");
            yield return new SignatureChange("classes", true, Statement.Of("positive_class_changed", ("class", positive), ("before", before)));
        }
    }

    private static IEnumerable<SignatureChange> Inputs(ModelSignature candidate, ModelSignature champion)
    {
        var theirs = champion.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var column in candidate.Columns)
        {
            if (!theirs.Remove(column.Name, out var known))
            {
                yield return new SignatureChange(column.Name, true, Statement.Of("column_added", ("column", column.Name)));
            }
            else if (known.Type != column.Type)
            {
                var breaks = FamilyOf(known.Type) != FamilyOf(column.Type);
                var changed = Statement.Of(
                    breaks ? "column_type_changed" : "column_type_changed_compatibly",
                    ("column", column.Name),
                    ("type", Word(column.Type)),
                    ("before", Word(known.Type)));
                yield return new SignatureChange(column.Name, breaks, changed);
            }
        }

        foreach (var dropped in theirs.Values)
        {
            yield return new SignatureChange(dropped.Name, false, Statement.Of("column_removed", ("column", dropped.Name)));
        }
    }

    /// <summary>Groups the types whose values have the same form in a request.</summary>
    private static int FamilyOf(ColumnType type) => type switch
    {
        ColumnType.Integer or ColumnType.Number => 0,
        ColumnType.Date => 1,
        _ => 2,
    };

    private static string Word(ColumnType value) => value.ToString().ToLowerInvariant();
}
