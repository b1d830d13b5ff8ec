using Hangfire.Logging;

namespace MlWorkbench.Web.Hosting;

/// <summary>Hangfire keeps its log in a static, where the site that stopped last would leave a closed one to the others of the process. Jobs say in their own rows and in the site's log how they ended, so Hangfire stays silent.</summary>
internal sealed class HangfireLog : ILogProvider, ILog
{
    public ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
}
