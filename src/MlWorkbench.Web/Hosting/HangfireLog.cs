using Hangfire.Logging;

namespace MlWorkbench.Web.Hosting;

/// <summary>Silences Hangfire's log. Hangfire stores it in a static, so a stopped site would leave a closed log to other sites of the process.
/// Jobs record their outcome in their rows and in the site's log.</summary>
internal sealed class HangfireLog : ILogProvider, ILog
{
    public ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
