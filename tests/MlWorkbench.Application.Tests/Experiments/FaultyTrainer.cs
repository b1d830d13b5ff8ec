using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Experiments;

/// <summary>A replacement of the Trainer: its first start begins a run and fails, later ones are the real Trainer.</summary>
internal static class FaultyTrainer
{
    public const string Title = "LightGBM, 31 leaves";

    /// <param name="misbehaviour">Perl code.</param>
    /// <returns>Path of the program.</returns>
    public static string Write(string folder, string misbehaviour)
    {
        var begins = SearchProtocol.WriteEvent(new RunStarted(1, TrainerFamilies.LightGbm, Title, new Dictionary<string, ParameterValue> { ["num_leaves"] = ParameterValue.Of(31) }));
        var program = Path.Combine(folder, "trainer.sh");
        File.WriteAllText(program, $"""
            #!/bin/sh
            if [ -e '{program}.ran' ]; then
              exec dotnet '{TrainerProgram.Path}' "$@"
            fi
            touch '{program}.ran'
            exec perl -e '$| = 1; print q({begins}), "\n"; {misbehaviour.Replace("'", "\"", StringComparison.Ordinal)}'
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}
