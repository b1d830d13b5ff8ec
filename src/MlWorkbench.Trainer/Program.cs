using System.CommandLine;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Trainer;
using MlWorkbench.Trainer.Commands;

NativeThreads.Prepare();

var root = new RootCommand("Trains, applies and evaluates models without a server.")
{
    AutoMlCommand.Create(),
    PredictCommand.Create(),
    EvaluateCommand.Create(),
    ProfileCommand.Create(),
    DriftCommand.Create(),
    SearchCommand.Create(),
};
return await CommandLine.RunAsync(root, args);
