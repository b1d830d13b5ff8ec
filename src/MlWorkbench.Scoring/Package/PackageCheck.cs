using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Package;

/// <summary>Checks that a signature and a predictor match.</summary>
internal static class PackageCheck
{
    /// <exception cref="ArgumentException">They do not match. The message gives the reason.</exception>
    public static void Check(ModelSignature signature, Predictor predictor)
    {
        CheckSignature(signature);
        if (predictor.Outputs != signature.Outputs)
        {
            throw new ArgumentException($"The model returns {predictor.Outputs} numbers per row, but its signature has {signature.Outputs}.");
        }

        BoundPreparation[] preparations = [.. predictor.Preparations.Select(preparation => new BoundPreparation(preparation, signature))];
        foreach (var featurePipeline in predictor.FeaturePipelines)
        {
            var preparation = Array.Find(preparations, bound => bound.Preparation == featurePipeline.Preparation);
            CheckInputs(featurePipeline, column => preparation is null ? TypeIn(signature, column) : preparation.Find(column)?.Type);
        }
    }

    /// <exception cref="ArgumentException">The counts of a column do not match its levels or numbers.</exception>
    public static void Check(TrainingBaseline baseline)
    {
        // Older programs wrote other distributions, which are not used.
        foreach (var column in baseline.LeastRows == 0 ? [] : (baseline.Columns ?? []).Append(baseline.Target).Append(baseline.Prediction).OfType<BaselineColumn>())
        {
            var numbers = column.Numbers ?? [];
            if (column is not { Levels: not null, Counts: not null } || column.Counts.Length != column.Levels.Count + numbers.Length || column.Deviations is { } deviations && deviations.Length != numbers.Length
                || column.Counts.Any(rows => rows < baseline.LeastRows || rows > int.MaxValue) || column.Counts.Sum() > int.MaxValue || column.Others < 0
                || !numbers.All(double.IsFinite) || !(column.Deviations ?? []).All(deviation => deviation is >= 0 and < double.PositiveInfinity))
            {
                throw new ArgumentException($"The baseline of column '{column.Name}' is damaged.");
            }
        }
    }

    /// <exception cref="ArgumentException">A row does not fit the signature.</exception>
    public static void Check(IReadOnlyList<GoldenRow> golden, ModelSignature signature)
    {
        if (golden.Count > GoldenRow.MaxRows || golden.Any(row => row is not { Numbers: not null, Texts: not null, Outputs: not null }
            || row.Numbers.Count != signature.Columns.Count || row.Texts.Count != signature.Columns.Count || row.Outputs.Count != signature.Outputs))
        {
            throw new ArgumentException($"The golden rows do not fit the signature, or are more than {GoldenRow.MaxRows}.");
        }
    }

    private static ColumnType? TypeIn(ModelSignature signature, string column) =>
        signature.IndexOf(column) is >= 0 and var position ? signature.Columns[position].Type : null;

    private static void CheckInputs(FeaturePipeline featurePipeline, Func<string, ColumnType?> typeOf)
    {
        foreach (var step in featurePipeline.Steps)
        {
            foreach (var input in step.Inputs)
            {
                var type = typeOf(input) ?? throw new ArgumentException(
                    $"The feature pipeline reads column '{input}', which is neither in the signature nor in a preparation.");
                if (!step.Reads(type))
                {
                    throw new ArgumentException($"The feature pipeline cannot read column '{input}' of type {type}.");
                }
            }
        }
    }

    private static void CheckSignature(ModelSignature signature)
    {
        var classes = signature.Classes.Count;
        var shape = signature.Shape;
        var fits = classes >= shape.FewestClasses && classes <= shape.MostClasses && (!shape.HasPositiveClass || signature.PositiveClass == signature.Classes[1]);
        if (!fits)
        {
            throw new ArgumentException($"The signature has {classes} classes and positive class '{signature.PositiveClass}', which is not a {signature.Task} task.");
        }

        if (signature.Columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() != signature.Columns.Count)
        {
            throw new ArgumentException("The signature has a column twice.");
        }

        if (signature.Columns.Any(column => !Enum.IsDefined(column.Type)))
        {
            throw new ArgumentException("The signature has a column of an unknown type.");
        }

        if (!(signature.Threshold is >= 0 and <= 1))
        {
            throw new ArgumentException($"The signature has threshold {signature.Threshold}, which is not a probability.");
        }
    }
}
