using System.Reflection;
using System.Text.Json;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>Writes the models of a search as packages. Shared parts are created once.</summary>
internal sealed class PackageMaker
{
    private readonly SearchSetup _setup;
    private readonly TimeProvider _time;
    private readonly Lazy<(ModelSignature Signature, TrainingBaseline Baseline)> _common;

    public PackageMaker(SearchSetup setup, FeatureStore features, TimeProvider time)
    {
        (_setup, _time) = (setup, time);
        _common = new Lazy<(ModelSignature Signature, TrainingBaseline Baseline)>(() => Common(features));
    }

    /// <param name="run">A run with its model.</param>
    public void Write(Stream stream, SearchRun run)
    {
        var environment = new Dictionary<string, string>
        {
            ["engine"] = typeof(PackageMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            ["runtime"] = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            ["seed"] = _setup.Spec.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        var package = new ModelPackage(
            _common.Value.Signature with { Threshold = run.OutOfFold!.Threshold },
            run.Predictor!,
            JsonSerializer.Serialize(new { run.Result.Validation }, SearchProtocol.Json),
            _common.Value.Baseline with { Prediction = BaselineBuilder.Summarise(PredictionColumn.Of(run.OutOfFold, _setup.Target.Task, _setup.Target.Classes, _setup.Target.Column)) },
            environment);
        ModelPackageWriter.Write(package with { Golden = GoldenRow.Make(new LoadedModel(package)) }, stream, _time.GetUtcNow());
    }

    public static Predictor Read(string path)
    {
        using var stream = File.OpenRead(path);
        return ModelPackageReader.Read(stream).Predictor;
    }

    private (ModelSignature Signature, TrainingBaseline Baseline) Common(FeatureStore features)
    {
        // Without a test split, all rows are training rows, and a copy of them might not fit into memory.
        var rows = _setup.Split.Test.Length == 0 ? features.Inputs : features.Inputs.Take(_setup.Split.Train);
        var signature = SignatureBuilder.Build(rows, _setup.Target.Task, _setup.Target.Column, _setup.Target.Classes, _setup.Spec.Threads);
        return (signature, BaselineBuilder.Build(rows, TargetOf(_setup.Split.Train), _setup.Spec.Threads));
    }

    /// <summary>The target as in the data, with classes as levels.</summary>
    private Column TargetOf(int[] rows)
    {
        var column = _setup.Rows[_setup.Target.Column].Take(rows);
        return _setup.Target.Shape.HasClasses ? ColumnLevels.Of(column) : column;
    }
}
