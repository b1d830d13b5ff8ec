namespace MlWorkbench.Trainer.Tests;

/// <summary>A folder for one test, deleted afterwards.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlworkbench-");

    public string Root => _folder.FullName;

    public string this[string name] => Path.Combine(Root, name);

    public static string Sample(string file) => Path.Combine(AppContext.BaseDirectory, "TestData", file);

    /// <summary>Splits the rows of a test table into two files: every fourth row is for testing.</summary>
    public (string Train, string Test) Split(string table)
    {
        var lines = File.ReadAllLines(Sample(table));
        File.WriteAllLines(this["train.csv"], lines.Where((_, i) => i == 0 || i % 4 != 0));
        File.WriteAllLines(this["test.csv"], lines.Where((_, i) => i % 4 == 0));
        return (this["train.csv"], this["test.csv"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
