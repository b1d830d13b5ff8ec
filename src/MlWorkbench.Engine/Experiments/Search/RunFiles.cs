using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The files of runs in a job's folder. Each file is written under another name first, so that an existing file is complete.</summary>
internal sealed class RunFiles(SearchSetup setup, string folder, PackageMaker packages)
{
    private const string Unfinished = ".part";

    /// <returns>The names of the files.</returns>
    public IReadOnlyList<string> Write(SearchRun run)
    {
        var runFolder = Directory.CreateDirectory(SearchProtocol.RunFolder(folder, run.Number)).FullName;
        Write(Path.Combine(runFolder, SearchProtocol.OutOfFoldFile), stream => OutOfFoldFile.Write(stream, run.OutOfFold!));
        Write(Path.Combine(runFolder, SearchProtocol.ModelFile), stream => packages.Write(stream, run));
        return [SearchProtocol.ModelFile, SearchProtocol.OutOfFoldFile];
    }

    /// <returns>The names of the files.</returns>
    public IReadOnlyList<string> WriteTest(int number, TestPredictions test)
    {
        Write(Path.Combine(SearchProtocol.RunFolder(folder, number), SearchProtocol.TestFile), stream => TestPredictionsFile.Write(stream, test));
        return [SearchProtocol.TestFile];
    }

    /// <summary>The out-of-fold predictions of a run that an earlier attempt finished. Null if the file is missing or damaged.</summary>
    public Predictions? ReadOutOfFold(int number)
    {
        var path = Path.Combine(SearchProtocol.RunFolder(folder, number), SearchProtocol.OutOfFoldFile);
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return OutOfFoldFile.Read(stream, setup.Split.ValidatedRows.Length, Math.Max(1, setup.Target.Classes.Count)) is { } predictions
            ? DecisionThreshold.Apply(setup.Metric, setup.Actuals.Take(setup.Split.ValidatedRows), predictions)
            : null;
    }

    public Predictor ReadPredictor(int number) =>
        PackageMaker.Read(Path.Combine(SearchProtocol.RunFolder(folder, number), SearchProtocol.ModelFile));

    private static void Write(string path, Action<Stream> write)
    {
        var unfinished = path + Unfinished;
        using (var stream = File.Create(unfinished))
        {
            write(stream);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
