using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>What the server says while a search runs: a line that asks to stop, or the end of input, which means that the server is gone.</summary>
internal static class StandardInput
{
    public static void Follow(StopSignal stop)
    {
        var reader = new Thread(() => Read(stop)) { IsBackground = true, Name = "standard input" };
        reader.Start();
    }

    private static void Read(StopSignal stop)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.Trim() == SearchProtocol.StopLine)
            {
                stop.Stop();
            }
        }

        // Nobody is left to tell; what is finished is on disk.
        Environment.Exit(ExitCode.CancelledWithoutModel);
    }
}
