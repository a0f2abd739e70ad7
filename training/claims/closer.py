"""The closer look: judges a sentence once more from the student's judgement, the layer behind it, facts and circumstances."""
import numpy as np
import torch
import torch.nn.functional as F

from corpora import CLASSES
from student import Text

PULL = 0.03
"""How strongly weights are pulled to nothing."""
FOLDS = 6


def inputs(model, articles):
    """What it sees of each sentence of some articles."""
    out = []
    for article in articles:
        hidden = []
        hook = model.out.register_forward_pre_hook(lambda _, given: hidden.append(given[0]))
        with torch.no_grad():
            score = model.eval()([Text(article)])
        hook.remove()
        out.append(torch.cat([score[:, None], hidden[0], torch.tensor(article.facts), torch.tensor(article.circumstances)], 1))
    return out


def agreed(article):
    """Whether a sentence's readers agree on it."""
    return article.is_labelled & (np.nan_to_num(article.classes).max(1) > 0.5)


def train(seen, articles):
    """Weights and bias of a logistic regression, pulled to nothing as if all inputs varied alike."""
    rows = torch.cat([inputs[torch.tensor(agreed(article))] for inputs, article in zip(seen, articles)]).double()
    claims = np.concatenate([article.classes[agreed(article), len(CLASSES) - 1] for article in articles])
    claims = torch.tensor(claims > 0.5).double()
    mean, deviation = rows.mean(0), rows.std(0)
    deviation = torch.where(deviation > 1e-4, deviation, torch.inf)
    rows = (rows - mean) / deviation
    weights, bias = torch.zeros(rows.shape[1], dtype=torch.double, requires_grad=True), torch.zeros(1, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=300, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = F.binary_cross_entropy_with_logits(rows @ weights + bias, claims) + PULL * (weights**2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    weights = weights.detach() / deviation
    return weights.float(), (bias.detach() - weights @ mean).float()


def across(seen, articles):
    """How likely each sentence is a claim, each article judged by weights that were learned from others."""
    out = [None] * len(articles)
    for fold in range(FOLDS):
        others = [index for index in range(len(articles)) if index % FOLDS != fold]
        weights, bias = train([seen[index] for index in others], [articles[index] for index in others])
        for index in range(fold, len(articles), FOLDS):
            out[index] = predict(weights, bias, seen[index])
    return out


def predict(weights, bias, seen):
    return torch.sigmoid(seen @ weights + bias).numpy()


def tensors(weights, bias):
    """As the program reads them."""
    return {"closer": weights.numpy(), "closer.bias": bias.numpy()}
