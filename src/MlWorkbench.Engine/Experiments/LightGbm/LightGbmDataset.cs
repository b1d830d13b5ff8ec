using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>
/// Binned features with labels, built once and shared by all boosters that train on them or use them for validation. Features are called f0, f1 …
/// </summary>
public sealed class LightGbmDataset : IDisposable
{
    private const int Single = 0;

    private LightGbmDataset(nint handle, int rows, int width)
    {
        Handle = new DatasetHandle(handle);
        (Rows, Width) = (rows, width);
    }

    public int Rows { get; }

    public int Width { get; }

    internal DatasetHandle Handle { get; }

    /// <param name="labels">One label per row: the number itself, or the index of the class.</param>
    /// <param name="categorical">Features that contain codes of categories.</param>
    /// <param name="weights">One weight per row. If null, all rows have equal weights.</param>
    /// <param name="parameters">Parameters of the binning by LightGBM's names, such as <c>max_bin</c>, <c>min_data_in_bin</c>.</param>
    /// <param name="reference">Dataset with the bins to use. Required for validation rows.</param>
    /// <exception cref="EngineException"><c>lightgbm_unavailable</c> or <c>lightgbm_failed</c>.</exception>
    public static LightGbmDataset Create(
        FeatureMatrix features,
        ReadOnlySpan<float> labels,
        IReadOnlyList<int>? categorical = null,
        ReadOnlySpan<float> weights = default,
        IReadOnlyDictionary<string, object>? parameters = null,
        LightGbmDataset? reference = null,
        int threads = 1)
    {
        LightGbmLibrary.EnsureAvailable();
        if (features.Rows == 0 || features.Width == 0 || labels.Length != features.Rows)
        {
            throw new ArgumentException($"{features.Rows} rows of {features.Width} features do not match {labels.Length} labels.", nameof(features));
        }

        var text = Format(categorical, parameters, threads);
        LightGbmThreads.Enter(threads);
        try
        {
            LightGbmLibrary.Check(LightGbmNative.LGBM_DatasetCreateFromMat(
                ref features.Values[0], Single, features.Rows, features.Width, 1, text, reference?.Handle ?? DatasetHandle.None, out var handle));
            var dataset = new LightGbmDataset(handle, features.Rows, features.Width);
            dataset.SetField("label", labels);
            if (!weights.IsEmpty)
            {
                dataset.SetField("weight", weights);
            }

            return dataset;
        }
        finally
        {
            LightGbmThreads.Leave();
        }
    }

    public void Dispose() => Handle.Dispose();

    private static string Format(IReadOnlyList<int>? categorical, IReadOnlyDictionary<string, object>? parameters, int threads)
    {
        var all = new Dictionary<string, object>(parameters ?? new Dictionary<string, object>());
        if (categorical is { Count: > 0 })
        {
            all["categorical_feature"] = categorical;
        }

        return LightGbmParameters.Format(all, threads);
    }

    private void SetField(string field, ReadOnlySpan<float> values)
    {
        if (values.Length != Rows)
        {
            throw new ArgumentException($"{values.Length} values for {field} do not fit {Rows} rows.", nameof(values));
        }

        LightGbmLibrary.Check(LightGbmNative.LGBM_DatasetSetField(Handle, field, in values[0], values.Length, Single));
    }
}
