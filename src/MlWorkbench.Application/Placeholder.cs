namespace MlWorkbench.Application;
