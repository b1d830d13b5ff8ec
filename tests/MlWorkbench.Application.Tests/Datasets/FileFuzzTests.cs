using MlWorkbench.Testing.HostileFiles;

namespace MlWorkbench.Application.Tests.Datasets;

/// <summary>The short form of <c>tests/reliability</c>, which damages a given number of files.</summary>
public sealed class FileFuzzTests : IDisposable
{
    private const int Files = 1_400;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlworkbench-fuzz-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Import_DamagedFilesOfEveryKind_AreReadOrRefusedWithASentence()
    {
        var fuzz = new FileFuzz(_folder.FullName);
        var faults = new List<string>();
        for (var seed = 0; seed < Files; seed++)
        {
            if (await fuzz.RunAsync(seed, TestContext.Current.CancellationToken) is { } fault)
            {
                faults.Add(fault);
            }
        }

        Assert.Empty(faults);
        Assert.True(fuzz.Counts is { Read: > 0, Refused: > 0 }, $"{fuzz.Counts}");
    }
}
