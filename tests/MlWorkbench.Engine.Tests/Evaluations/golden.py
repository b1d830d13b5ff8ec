# Makes the golden numbers of MetricsTests and SegmentComparisonTests: scikit-learn 1.2.1, scipy 1.10.
import numpy as np, sklearn.metrics as m
from scipy import stats

i = np.arange(200)
u = ((i * 61 + 29) % 89) / 89

print("binary")
p = ((i * 37 + 11) % 101 + 0.5) / 102
y = (u < p).astype(int)
label = (p >= 0.5).astype(int)
for name, value in dict(
        auc=m.roc_auc_score(y, p), averagePrecision=m.average_precision_score(y, p), logLoss=m.log_loss(y, p),
        brier=m.brier_score_loss(y, p), accuracy=m.accuracy_score(y, label), balancedAccuracy=m.balanced_accuracy_score(y, label),
        f1=m.f1_score(y, label), precision=m.precision_score(y, label), recall=m.recall_score(y, label),
        mcc=m.matthews_corrcoef(y, label)).items():
    print(name, repr(value))

# DeLong 1988 by its definition: placement values of each positive and each negative.
def placements(p):
    return (np.array([((a > p[y == 0]) + .5 * (a == p[y == 0])).mean() for a in p[y == 1]]),
            np.array([((p[y == 1] > b) + .5 * (p[y == 1] == b)).mean() for b in p[y == 0]]))

x, z = placements(p)
error = np.sqrt(x.var(ddof=1) / len(x) + z.var(ddof=1) / len(z))
print("auc interval", x.mean() - stats.norm.ppf(.975) * error, x.mean() + stats.norm.ppf(.975) * error)
x2, z2 = placements(.3 * ((i * 43 + 7) % 101 + .5) / 102 + .7 * p)
print("paired auc", x.mean() - x2.mean(), np.sqrt((x - x2).var(ddof=1) / len(x) + (z - z2).var(ddof=1) / len(z)))
print("accuracy interval", stats.binomtest(int((y == label).sum()), 200).proportion_ci(method="wilson"))
print("precision interval", stats.binomtest(int((y * label).sum()), int(label.sum())).proportion_ci(method="wilson"))
losses = -np.where(y == 1, np.log(p), np.log(1 - p))
half = stats.t.ppf(.975, 199) * stats.sem(losses) / losses.mean()
print("logLoss interval", losses.mean() * np.exp(-half), losses.mean() * np.exp(half))

print("multiclass")
w = np.c_[i * 37 % 101 + 1, i * 59 % 103 + 1, i * 71 % 107 + 1].astype(float)
p = w / w.sum(1, keepdims=True)
y = (u > p[:, 0]).astype(int) + (u > p[:, 0] + p[:, 1]).astype(int)
label = p.argmax(1)
for name, value in dict(
        logLoss=m.log_loss(y, p), accuracy=m.accuracy_score(y, label), balancedAccuracy=m.balanced_accuracy_score(y, label),
        macroF1=m.f1_score(y, label, average="macro"), macroAuc=m.roc_auc_score(y, p, multi_class="ovr", average="macro")).items():
    print(name, repr(value))

print("regression")
y = 10 + i * 37 % 101 / 10
p = y + (i * 59 % 103 - 51) / 20
for name, value in dict(
        rmse=m.mean_squared_error(y, p, squared=False), mae=m.mean_absolute_error(y, p), r2=m.r2_score(y, p),
        medianAbsoluteError=m.median_absolute_error(y, p), mape=m.mean_absolute_percentage_error(y, p)).items():
    print(name, repr(value))
