namespace MlWorkbench.Trainer;

/// <summary>Exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int WrongUsage = 2;
    public const int UnusableInput = 3;
    public const int CancelledWithoutModel = 4;
}
